"""The answers of a FHIR question, and the number that the file states for each.

The number may stand on the option, inside its coding, on the concept of a value set
that the file carries, or nowhere. Only what is in the file is looked at: a list that
is elsewhere is named and never fetched.
"""

from collections.abc import Iterable, Iterator, Mapping

from survey.interop.fhir_elements import Json, extensions, objects
from survey.interop.questionnaire import Option
from survey.interop.texts import plain

LARGEST = 1_000_000
_NUMBERS = ("/ordinalValue", "/itemWeight")


class NoOptions(Exception):
    """The answers of a question are not in the file, or cannot be offered."""

    def __init__(self, why: str, cure: str) -> None:
        super().__init__(why)
        self.cure = cure


def options(item: Json, value_sets: Mapping[str, Json]) -> tuple[Option, ...]:
    """List the answers of an item, or raise NoOptions."""
    if item.get("answerValueSet"):
        return tuple(_listed(str(item["answerValueSet"]), value_sets))
    return tuple(map(_option, objects(item.get("answerOption"))))


def by_address(contained: Iterable[Json]) -> dict[str, Json]:
    """Find the value sets that a file carries, under every name they go by."""
    found: dict[str, Json] = {}
    for one in contained:
        for name in (f"#{one.get('id')}", one.get("url")):
            if isinstance(name, str):
                found[name] = one
    return found


def _option(entry: Json) -> Option:
    for key in ("valueInteger", "valueString"):
        if key in entry:
            label = plain(str(entry[key]))
            return Option(label, label, _number(entry))
    coding = entry.get("valueCoding")
    if not isinstance(coding, dict):
        kind = next((key for key in entry if key.startswith("value")), "nothing")
        cure = "Offer codes, whole numbers or short texts."
        raise NoOptions(f"an answer is given as {kind}.", cure)
    return _concept(coding, entry)


def _concept(coding: Json, *around: Json) -> Option:
    label = plain(coding.get("display"))
    code = plain(coding.get("code")) or label
    numbers = {_number(one) for one in (coding, *around)} - {None}
    if len(numbers) > 1:
        cure = "Leave one number on it."
        raise NoOptions(f"the answer “{code}” carries two different numbers.", cure)
    return Option(code, label, numbers.pop() if numbers else None)


def _number(element: Json) -> float | None:
    for url, one in extensions(element):
        if url.endswith(_NUMBERS):
            for key in ("valueDecimal", "valueInteger"):
                number = one.get(key)
                if isinstance(number, int | float) and abs(number) < LARGEST:
                    return float(number)
    return None


def _listed(address: str, value_sets: Mapping[str, Json]) -> Iterator[Option]:
    found = value_sets.get(address) or value_sets.get(address.partition("|")[0])
    if found is None:
        cure = (
            "Put the ValueSet into “contained”, or give the answers in a map: "
            '[choices] 0 = "…".'
        )
        raise NoOptions(f"its answers are a list that is not here: {address}.", cure)
    expansion, compose = found.get("expansion"), found.get("compose")
    if isinstance(expansion, dict):
        concepts = objects(expansion.get("contains"))
    elif isinstance(compose, dict):
        included = objects(compose.get("include"))
        concepts = [c for one in included for c in objects(one.get("concept"))]
    else:
        concepts = []
    if not concepts:
        cure = "List its concepts under “expansion”."
        raise NoOptions(f"the ValueSet {address} lists nothing.", cure)
    for concept in concepts:
        yield _concept(concept)
