"""A key with one figure changed, for every figure that it holds."""

import copy

SPOKEN = frozenset(
    {
        *("title", "note", "population", "source", "status", "holder", "terms", "url"),
        *("lang", "version", "kind", "validated", "wording", "licence", "n", "r", "sd"),
        *("r_type", "indicative", "comparability", "id"),
    }
)
"""Words and footings: changing them changes no score, band or verdict."""

OTHER_WORD = {
    "higher_worse": "higher_better",
    "higher_better": "higher_worse",
    "neutral": "higher_better",
    "sum": "mean",
    "mean": "sum",
    "require_all": "prorate",
    "prorate": "zero",
    "formula": "stage",
    "men": "women",
    "women": "men",
    "sex": "substance",
    "substance": "sex",
}


def mutants(document):
    """Give (place, document) for each change of one figure, word or switch."""
    for place, value in list(_leaves(document, ())):
        for changed in _changed(place, value):
            mutant = copy.deepcopy(document)
            _put(mutant, place, changed)
            yield place, mutant
    for place, part in list(_lists(document, ())):
        if len(part) > 1:
            mutant = copy.deepcopy(document)
            _at(mutant, place).pop()
            yield (*place, "one less"), mutant
    for number, item in enumerate(document["item"]):
        if not item.get("unscored"):
            mutant = copy.deepcopy(document)
            wrong = [item["min"], item["max"]]
            if "reverse" in item:
                del mutant["item"][number]["reverse"]
            else:
                mutant["item"][number]["reverse"] = wrong
            yield ("item", number, "reverse"), mutant


def _leaves(value, place):
    if place and place[-1] in SPOKEN:
        return
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, (*place, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, (*place, number))
    else:
        yield place, value


def _lists(value, place):
    if place and place[-1] in SPOKEN:
        return
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _lists(part, (*place, name))
    elif isinstance(value, list):
        yield place, value
        for number, part in enumerate(value):
            yield from _lists(part, (*place, number))


def _changed(place, value):
    if isinstance(value, bool):
        return (not value,)
    if place[-1] == "ci":
        return (185 - value,)
    if isinstance(value, int):
        return (value + 1, value - 1)
    if isinstance(value, float):
        return (value + 0.5, value - 0.5)
    if value.startswith("last ") or value == "right now":
        return ("today",)
    return (OTHER_WORD.get(value, f"{value}x"),)


def _at(document, place):
    for step in place:
        document = document[step]
    return document


def _put(document, place, value):
    _at(document, place[:-1])[place[-1]] = value
