"""De-identification: rows for anybody, in which nobody can be found, or no rows.

The finest view of people in which enough of them can hide is the one that leaves: all
is made rougher first, then columns go, then people, and if more than a fifth of them
had to go nothing leaves. The same people, the same file. What an intruder can do, and
why these rules answer it: docs/decisions/0009-a-row-leaves-once.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from survey.measure.banding import BANDS
from survey.measure.study import Gone, Occasion, Period, Record, Value, Variable
from survey.privacy import hiding
from survey.privacy.categories import Categories
from survey.privacy.hiding import Held
from survey.privacy.shape import BASELINE, MOST_CELLS, SPANS, Shape, shapes
from survey.privacy.sheet import Sheet

WIDE_K, LEAST_K = 11, 5
"""People alike: for anybody, and under a recorded agreement at least.
Source: PCORnet and PEDSnet cell rules (11 and 5)."""

MOST_OUT = Fraction(1, 5)
"""People left out at most. They are the unusual ones: with more, what is left would
say something else than the programme does."""

MOST_PROFILE = 3
"""Columns about people themselves at most: each is one more way to be recognised."""

NAMED_FROM = 50
"""Rows from which on the programme may be named."""

ROUNDED_TO = 5

BAND = "band."
"""What the key of a measure begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Say what is wanted: measures (bands) in the order of their weight, and a profile.

    `horizon` is the week up to which people are followed, a key of SPANS.
    """

    measures: tuple[Variable, ...]
    profile: tuple[Variable, ...] = ()
    horizon: int = 12
    k: int = WIDE_K

    def __post_init__(self) -> None:
        """Refuse what would not protect anybody."""
        if self.k < LEAST_K or self.horizon not in SPANS or not self.measures:
            raise ValueError("not rules that an export can follow")


@dataclass(frozen=True, slots=True)
class Report:
    """Tell what was done; `people` and `left_out` are rounded to 5.

    `left_out` of `people` who answered what is told are in no row; `share` is that in
    steps of a twentieth. `steps` say in words what was made rougher or went.
    """

    rows: int
    people: int
    left_out: int
    share: float
    held: Held
    steps: tuple[str, ...]

    @property
    def names_programme(self) -> bool:
        """Return whether the programme may be named beside these rows."""
        return self.rows >= NAMED_FROM


class TooSmall(Exception):
    """No view hides everybody; `k` is the highest that would hold, if there is any."""

    def __init__(self, people: int, k: int | None) -> None:
        """Take how many people answered, rounded, and the k that would hold."""
        super().__init__(f"too few people to hide among: about {people}")
        self.people, self.k = people, k


@dataclass(frozen=True, slots=True)
class Standard:
    """Hold what leaves: its columns, its periods, and the rows that may."""

    variables: tuple[Variable, ...]
    periods: tuple[Period, ...]
    ids: tuple[str, ...] = field(repr=False)
    report: Report
    _rows: tuple[bytes, ...] = field(repr=False)
    _told: tuple[Categories, ...] = field(repr=False)

    def records(self) -> Iterator[Record]:
        """Give everybody who is in it, in the order in which they came."""
        for name, row in zip(self.ids, self._rows, strict=True):
            profile = {
                one.variable.key: one.value(code)
                for one, code in zip(self._told, row, strict=False)
            }
            yield Record(name, profile, tuple(self._occasions(row)))

    def _occasions(self, row: bytes) -> Iterator[Occasion]:
        first = len(self._told)
        places = dict.fromkeys(map(_set_of, self.variables[first:]))
        for when in range(len(self.periods)):
            for place in places:
                values: dict[str, Value] = {
                    one.key: row[first + at * len(self.periods) + when]
                    or Gone.NO_RESPONSE
                    for at, one in enumerate(self.variables[first:])
                    if _set_of(one) == place
                }
                if set(values.values()) != {Gone.NO_RESPONSE}:
                    yield Occasion(*place, when, values)


def standard(records: Iterable[Record], rules: Rules) -> Standard:
    """Make rows that anybody may have; raise TooSmall.

    Records come as tier study knows them: `domain` values in weeks since a person's
    first response, only of people whose turn it is, in the order in which they leave.
    """
    sheet = Sheet(rules.measures, rules.profile, SPANS[rules.horizon][0])
    sheet.take(records)
    for shape in shapes(len(rules.measures), len(rules.profile), rules.horizon):
        found = _hidden(sheet, shape, rules.k)
        if found is not None:
            return found
    raise TooSmall(_rounded(len(sheet.ids)), _would_hold(sheet, rules))


def rules_of(
    variables: Sequence[Variable],
    wanted: Sequence[str] = (),
    horizon: int = 12,
    k: int = WIDE_K,
) -> Rules:
    """Choose from the columns of a codebook of tier standard.

    `wanted` names measures as `instrument.domain`, the first the last to go; those not
    named follow as the codebook has them, as many as could ever be told.
    """
    rank = {name: at for at, name in enumerate(wanted)}
    measures = sorted(
        (one for one in variables if one.key.startswith(BAND)),
        key=lambda one: rank.get(name_of(one), len(rank)),
    )
    # what many could be ticked for has a column for each, yes or no: not told
    profile = (v for v in variables if not v.instrument and len(v.labels) > 2)
    return Rules(
        measures=tuple(measures[: MOST_CELLS // 2]),
        profile=tuple(profile)[:MOST_PROFILE],
        horizon=horizon,
        k=k,
    )


def name_of(measure: Variable) -> str:
    """Name a measure as `instrument.domain`."""
    return f"{measure.instrument}.{measure.key.removeprefix(BAND)}"


def _hidden(sheet: Sheet, shape: Shape, k: int) -> Standard | None:
    told = sheet.told(shape, k)
    view = sheet.view(shape, told)
    kept = hiding.hidden(view, shape.profile, k, MOST_OUT)
    if kept is None or not kept.rows:
        return None
    held = hiding.held(kept.rows, shape.profile)
    if min(held.k, held.known) < k or held.bands < len(BANDS):
        # never so, unless somebody changes the way rows are chosen
        return None
    # rows that are equal are one object, so many people take little room
    same = {row: row for row in kept.rows}
    inside = [same.get(row) for row in view]
    return Standard(
        (*(one.variable for one in told), *sheet.measures[: shape.measures]),
        (BASELINE, *shape.spans),
        tuple(name for name, row in zip(sheet.ids, inside, strict=True) if row),
        Report(
            kept.people - kept.left_out,
            _rounded(kept.people),
            _rounded(kept.left_out),
            round(kept.left_out / kept.people * 20) / 20,
            held,
            tuple(_steps(sheet, shape, told)),
        ),
        tuple(row for row in inside if row),
        tuple(told),
    )


def _would_hold(sheet: Sheet, rules: Rules) -> int | None:
    """Find the highest k below what was asked with which anything could leave."""
    *_, roughest = shapes(1, 0, rules.horizon)
    lower = range(rules.k - 1, LEAST_K - 1, -1)
    return next((k for k in lower if _hidden(sheet, roughest, k)), None)


def _steps(sheet: Sheet, shape: Shape, told: Sequence[Categories]) -> Iterator[str]:
    if shape.spans != sheet.spans:
        spans = ", ".join(span.label.lower() for span in shape.spans)
        yield f"Weeks were joined, or left out: besides the baseline there are {spans}."
    for one, asked in zip(told, sheet.profile, strict=False):
        if len(one.variable.labels) < len(asked.labels):
            yield f"{asked.label}: categories were joined to two."
        elif not all(one.told[1:]):
            yield f"{asked.label}: categories of too few people are not told apart."
    gone = (*sheet.measures[shape.measures :], *sheet.profile[shape.profile :])
    yield from (f"{variable.label}: left out." for variable in gone)


def _set_of(measure: Variable) -> tuple[str, int]:
    # never the version that was answered: it would tell when that was
    return measure.instrument, max(measure.versions)


def _rounded(people: int) -> int:
    return round(people / ROUNDED_TO) * ROUNDED_TO
