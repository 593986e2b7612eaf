"""What a golden table says of one published instrument, and how it is held to a key.

Nothing here calls the scorer to find out what is right: expected scores are worked out
in this file, from the table alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from survey.measure.answers import Missing, complete
from survey.measure.scoring import band, scores

Values = Sequence[int]


@dataclass(frozen=True)
class Scale:
    """One score: its items, those turned over, the blanks it bears, its ends."""

    items: Sequence[str]
    ends: tuple[float, float]
    better: str
    how: str = "sum"
    turned: Sequence[str] = ()
    blanks: int = 0
    times: float = 1
    plus: float = 0
    table: Mapping[int, float] = field(default_factory=dict)

    def expected(self, answers, values):
        """Work a score out by hand; None where too much is left open."""
        given = {name: answers[name] for name in self.items if name in answers}
        if not given or len(self.items) - len(given) > self.blanks:
            return None
        marks = [
            min(values[name]) + max(values[name]) - mark
            if name in self.turned
            else mark
            for name, mark in given.items()
        ]
        raw = sum(marks) / len(marks)
        if self.how == "sum":
            raw *= len(self.items)
        return self.table[round(raw)] if self.table else self.times * raw + self.plus


@dataclass(frozen=True)
class Gold:
    """All figures of one instrument."""

    recall: str
    days: int
    values: Mapping[str, Values]
    scales: Mapping[str, Scale]
    unscored: Sequence[str] = ()
    help_from: Mapping[str, int] = field(default_factory=dict)
    yesterday: Sequence[str] = ()
    nought: Sequence[tuple[Sequence[str], Sequence[str]]] = ()
    bands: Mapping[tuple[str, str], Sequence[tuple[float, str]]] = field(
        default_factory=dict
    )
    otherwise: Mapping[str, str] = field(default_factory=dict)
    deciles: Mapping[str, Sequence[tuple[int, int, int]]] = field(default_factory=dict)
    change: Sequence[tuple[str, float, int | None, bool]] = ()
    codes: Sequence[str] = ()
    answers: Mapping[str, int] = field(default_factory=dict)
    panel: tuple[str | None, str | None] = (None, None)
    domain: tuple[str, float, float, bool] | None = None


def differences(key, gold):
    """List where a key says something else than its golden table."""
    return [
        what
        for check in (_head, _items, _scores, _blanks, _nought, _bands, _tables)
        for what in check(key, gold)
    ]


def _head(key, gold):
    if (key.recall, key.min_interval_days) != (gold.recall, gold.days):
        yield "recall or interval"
    if key.keep_to_myself or tuple(key.for_results) != ("group", "study"):
        yield "whom it is sealed for"
    if key.screening_only != (gold.recall == "last 12 months"):
        yield "screening"
    found = [
        (d.source.scale, *map(float, d.range), d.turned_over, d.groups)
        for d in key.domains
    ]
    if found != ([(*gold.domain, False)] if gold.domain else []):
        yield "domain"
    codes = key.codes
    panel = (codes.loinc_panel, codes.loinc_total) if codes else (None, None)
    names = [name[0] for name in codes.items.values()] if codes else []
    if panel != gold.panel or names != list(gold.codes):
        yield "codes"
    if dict(codes.answers if codes else {}) != dict(gold.answers):
        yield "codes of answers"


def _items(key, gold):
    if {item.id: tuple(item.values) for item in key.items} != {
        name: tuple(values) for name, values in gold.values.items()
    }:
        yield "items or their values"
    if [item.id for item in key.items if item.unscored] != list(gold.unscored):
        yield "unscored items"
    boxes = {i.id: (i.help_box.at_least, i.help_box.at_most) for i in key.safety_items}
    if boxes != {n: (low, max(gold.values[n])) for n, low in gold.help_from.items()}:
        yield "people to call"
    if [item.id for item in key.items if item.recall] != list(gold.yesterday):
        yield "recall of single items"
    if any(item.recall not in {None, "yesterday"} for item in key.items):
        yield "recall of single items"


def _scores(key, gold):
    if [scale.id for scale in key.scales] != list(gold.scales):
        yield "which scales there are"
        return
    for scale in key.scales:
        wanted = gold.scales[scale.id]
        if (tuple(map(float, scale.range)), scale.polarity.value) != (
            tuple(map(float, wanted.ends)),
            wanted.better,
        ):
            yield f"{scale.id}: ends or direction"
    low = {name: min(values) for name, values in gold.values.items()}
    high = {name: max(values) for name, values in gold.values.items()}
    trials = [low, high]
    for name, values in gold.values.items():
        trials += [{**low, name: value} for value in values]
        trials.append({**high, name: min(values)})
    climbing = dict(low)
    for name, values in gold.values.items():
        for value in values:
            climbing = {**climbing, name: value}
            trials.append(climbing)
    for answers in trials:
        yield from _compared(key, gold, answers)


def _compared(key, gold, answers):
    try:
        found = scores(key, answers)
    except KeyError:
        yield "scores what is not there"
        return
    for name, scale in gold.scales.items():
        wanted = scale.expected(answers, gold.values)
        got = found[name]
        if (got is None) != (wanted is None) or (
            got is not None and abs(got - wanted) > 1e-9
        ):
            yield f"{name}: {got} for {wanted}"


def _blanks(key, gold):
    middle = {
        name: values[len(values) // 2]
        if not _settles(name, gold)
        else max(gold.values[name])
        for name, values in gold.values.items()
    }
    names = list(middle)
    for count in (1, 2, 3):
        for start in range(0, len(names) - count + 1, count):
            left = {
                n: middle[n] for n in names if n not in names[start : start + count]
            }
            yield from _compared(key, gold, left)
    yield from _compared(key, gold, {})


def _settles(name, gold):
    return any(name in when for when, _then in gold.nought)


def _nought(key, gold):
    for when, then in gold.nought:
        given = {n: max(v) for n, v in gold.values.items() if n not in then}
        given |= dict.fromkeys(when, 0)
        settled = complete(key, given, {})
        if [n for n in gold.values if n not in given and settled[n] == 0] != list(then):
            yield "answers that settle others"
        if any(settled[n] is Missing.NOT_ASKED for n in then):
            yield "answers that settle others"
        yield from _compared_settled(key, gold, given, then)
        for one in when:
            other = complete(key, {**given, one: 1}, {})
            others = [w for w in when if w != one]
            still = [t for w, t in gold.nought if set(w) <= set(others)]
            if not still and any(other[n] == 0 for n in then):
                yield "answers that settle others"
    if len(key.implied_zeros) != len(gold.nought):
        yield "answers that settle others"


def _compared_settled(key, gold, given, then):
    whole = {**given, **dict.fromkeys(then, 0)}
    found = scores(key, given)
    for name, scale in gold.scales.items():
        if found[name] != scale.expected(whole, gold.values):
            yield f"{name}: settled answers"


def _bands(key, gold):
    found = {(t.id, t.value or ""): t for t in key.bands}
    if list(found) != list(gold.bands) or len(found) != len(key.bands):
        yield "which bands there are"
        return
    for (name, who), rows in gold.bands.items():
        table = found[name, who]
        if tuple(table.rows) != tuple((float(low), word) for low, word in rows):
            yield f"{name} {who}: rows"
        by = "sex" if who in {"men", "women"} else "substance"
        known = {by: who} if who else {}
        if table.by != (by if who else "none"):
            yield f"{name} {who}: by what it goes"
        for place, (low, word) in enumerate(rows):
            if band(key, name, low, known) != word:
                yield f"{name} {who}: {low}"
            if place and band(key, name, low - 0.5, known) != rows[place - 1][1]:
                yield f"{name} {who}: below {low}"
        top = gold.scales[table.scale].ends if table.scale in gold.scales else None
        if top is None or rows[0][0] != top[0]:
            yield f"{name} {who}: of another scale"
        fallback = gold.otherwise.get(name) == who if who else False
        if table.fallback != fallback:
            yield f"{name} {who}: fallback"


def _tables(key, gold):
    deciles = {t.scale: tuple(t.rows) for t in key.percentiles}
    if deciles != {name: tuple(rows) for name, rows in gold.deciles.items()}:
        yield "deciles"
    change = [(b.scale, b.points, b.ci, b.in_force) for b in key.rc if b.points]
    if change != list(gold.change):
        yield "reliable change"
