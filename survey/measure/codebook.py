"""The columns of an export: what each number means, from the instruments in force."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from survey.measure import describing
from survey.measure.answer import Missing
from survey.measure.banding import BANDS, FEWEST_VALUES
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.naming import cut, name
from survey.measure.possible import possible_values
from survey.measure.scale import Domain
from survey.measure.scoring import STEPS
from survey.measure.study import (
    FIRST_OUTSIDE,
    HIGHEST_RESERVE,
    RESERVE,
    Gone,
    Tier,
    Variable,
    profile_instruments,
)

REASONS: Mapping[int, str] = MappingProxyType(
    {
        RESERVE[Gone.WITHHELD]: "Withheld so that nobody can be recognised",
        RESERVE[Missing.RATHER_NOT_SAY]: "Rather not say",
        RESERVE[Missing.SKIPPED]: "Skipped",
        RESERVE[Missing.NOT_ASKED]: "Not asked, or does not apply",
        RESERVE[Gone.NO_RESPONSE]: "No response, or too few answers for a score",
    }
)
"""What the reserve codes say, the same in every column."""

_YES_NO: Mapping[int, str] = MappingProxyType({0: "No", 1: "Yes"})


class Clash(Exception):
    """Report columns that cannot stand in one file."""


def variables(instruments: Iterable[Instrument], tier: Tier) -> tuple[Variable, ...]:
    """List the columns that these instruments fill, those of a profile first.

    Versions of one comparability share columns, described as the newest has them. The
    rest get columns of their own, named after the first version that they hold for.
    Raise Clash for a measure that leaves the reserve codes no room.
    """
    library = sorted(instruments, key=lambda one: (one.id, one.version))
    of_people = profile_instruments(library)
    library.sort(key=lambda one: one.id not in of_people)
    compared: dict[str, list[Instrument]] = {}
    for one in library:
        compared.setdefault(one.comparability, []).append(one)
    found = [
        variable
        for versions in compared.values()
        for variable in _of_versions(versions, tier, versions[0].id in of_people)
    ]
    taken: dict[str, Variable] = {}
    for variable in found:
        if taken.setdefault(variable.name, variable) is not variable:
            raise Clash(f"two columns would be called {variable.name}")
        if variable.low is not None and variable.low <= HIGHEST_RESERVE:
            raise Clash(f"{variable.name} reaches down to {variable.low:g}")
        if len(variable.outside) > 1 + HIGHEST_RESERVE - FIRST_OUTSIDE:
            raise Clash(f"{variable.name} has too many answers beside its scale")
    return tuple(found)


def _of_versions(
    versions: list[Instrument], tier: Tier, of_people: bool
) -> Iterable[Variable]:
    first = versions[0].version
    since = () if first == 1 else (f"v{first}",)
    found: dict[str, Variable] = {}
    for instrument in versions:
        for one in _columns(instrument, tier, since, of_people):
            before = found.get(one.key, one)
            found[one.key] = replace(
                one,
                versions=before.versions | one.versions,
                labels={**before.labels, **one.labels},
                outside={**before.outside, **one.outside},
                low=min(_ends(before.low, one.low), default=None),
                high=max(_ends(before.high, one.high), default=None),
            )
    if tier == "study" and len(versions) > 1 and not of_people:
        return [*found.values(), _version(versions, since)]
    return found.values()


def _version(versions: list[Instrument], since: tuple[str, ...]) -> Variable:
    newest = versions[-1]
    numbers = [one.version for one in versions]
    return Variable(
        name=name(newest.id, "version", *since),
        key="set.version",
        label=cut(f"{newest.title}: version that was asked"),
        instrument=newest.id,
        versions=frozenset(numbers),
        low=min(numbers),
        high=max(numbers),
    )


def _columns(
    instrument: Instrument, tier: Tier, since: tuple[str, ...], of_people: bool
) -> Iterator[Variable]:
    if of_people:
        for one in _items(instrument, since):
            yield replace(one, key=f"{instrument.id}.{one.key}", instrument="")
    elif tier == "standard":
        for domain in instrument.domains:
            # fewer values cannot be cut so that three remain behind each band
            if _values(instrument, domain) >= FEWEST_VALUES:
                yield _band(instrument, domain, since)
    else:
        yield from _items(instrument, since)
        yield from _scores(instrument, since)
        for domain in instrument.domains:
            yield _domain(instrument, domain, since)


def _items(instrument: Instrument, since: tuple[str, ...]) -> Iterator[Variable]:
    for item in instrument.items:
        if item.type != "several":
            yield _item(instrument, item, since)
            continue
        for choice in item.choices:
            one = _item(instrument, item, (str(choice.value), *since))
            words = describing.value_labels(instrument, item).get(choice.value, "")
            yield replace(
                one,
                key=f"{item.id}.{choice.value}",
                label=cut(f"{one.label}: {words or choice.value}"),
                low=0,
                high=1,
                labels=_YES_NO,
                category=True,
            )


def _item(instrument: Instrument, item: Item, after: tuple[str, ...]) -> Variable:
    ours = (item.label or item.text) if instrument.kind == "own" else None
    values, words = item.values, describing.value_labels(instrument, item)
    return Variable(
        name=name(instrument.id, item.id, *after),
        key=item.id,
        label=cut(f"{instrument.title}: {ours or item.id}"),
        instrument=instrument.id,
        versions=frozenset({instrument.version}),
        low=min(values, default=None),
        high=max(values, default=None),
        labels=words,
        outside=describing.outside(instrument, item),
        figure=not instrument.scales,
        category=bool(item.choices and words),
        notes=describing.of_item(instrument, item),
    )


def _scores(instrument: Instrument, since: tuple[str, ...]) -> Iterator[Variable]:
    items = {item.id for item in instrument.items}
    for scale in instrument.scales:
        low, high = scale.range
        apart = ("score",) if scale.id in items else ()
        yield Variable(
            name=name(instrument.id, scale.id, *apart, *since),
            key=f"score.{scale.id}",
            label=cut(f"{instrument.title}: {scale.title}, {low:g} to {high:g}"),
            instrument=instrument.id,
            versions=frozenset({instrument.version}),
            whole=False,
            low=low,
            high=high,
            figure=True,
            notes=describing.of_scale(instrument, scale),
        )


def _domain(instrument: Instrument, domain: Domain, since: tuple[str, ...]) -> Variable:
    return Variable(
        name=name(instrument.id, domain.id, "0to10", *since),
        key=f"domain.{domain.id}",
        label=cut(f"{instrument.title}: {domain.title}, 0 to 10"),
        instrument=instrument.id,
        versions=frozenset({instrument.version}),
        whole=False,
        low=0,
        high=STEPS,
        figure=True,
        notes=describing.of_domain(instrument, domain),
    )


def _band(instrument: Instrument, domain: Domain, since: tuple[str, ...]) -> Variable:
    exact = _domain(instrument, domain, since)
    return replace(
        exact,
        name=name(instrument.id, domain.id, "band", *since),
        key=f"band.{domain.id}",
        label=cut(f"{instrument.title}: {domain.title}, in three bands"),
        whole=True,
        low=min(BANDS),
        high=max(BANDS),
        labels=BANDS,
        category=True,
    )


def _values(instrument: Instrument, domain: Domain) -> int:
    return possible_values(domain, instrument.items, instrument.scales)


def _ends(*known: float | None) -> list[float]:
    return [end for end in known if end is not None]
