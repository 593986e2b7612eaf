"""What a questionnaire file says, whatever its format: the one form all readers fill.

Nothing in it is scored, evaluated or mended. A question that could not be asked here
stays in, with the reason, so that nothing of a file goes missing in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Literal

MOST_QUESTIONS = 400
MOST_OPTIONS = 60
LONGEST_TEXT = 600
LONGEST_NAME = 200
LONGEST_REMARK = 1000
DEEPEST = 8

Kind = Literal["single", "several", "range", "other"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Say what stands at a place of a file, and what can be done about it."""

    place: str
    says: str
    cure: str = ""

    def __str__(self) -> str:
        # a stranger's file may name things so that a terminal would obey them
        place = f"{self.place}: " if self.place else ""
        words = f"{place}{self.says} {self.cure}".rstrip()[:LONGEST_REMARK]
        return "".join(c if c.isprintable() else "?" for c in words)


class Refused(Exception):
    """A file was not taken; nothing of it is in force."""

    def __init__(self, *remarks: Remark) -> None:
        """Take every reason."""
        super().__init__("\n".join(map(str, remarks)))
        self.remarks = remarks


@dataclass(frozen=True, slots=True)
class Option:
    """Hold one answer that a file offers: its code, words and stated number.

    `declared` is what the operator's map says of it; False: not to be offered.
    """

    code: str
    label: str
    ordinal: float | None = None
    declared: int | Literal[False] | None = None

    @property
    def number(self) -> int | None:
        """Give its number: as declared, as stated, or its code if that is one."""
        if self.declared is not None:
            return int(self.declared)
        if self.ordinal is not None:
            return int(self.ordinal) if self.ordinal.is_integer() else None
        try:
            return int(self.code)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Rule:
    """Name what must hold of an earlier question; several rules must all hold."""

    link: str
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one entry of a file that looks like a question.

    `shape` is ours alone: how a question that we wrote out ourselves was shown.
    """

    place: str
    link: str
    text: str
    kind: Kind
    codes: tuple[str, ...] = ()
    stem: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    low: int | None = None
    high: int | None = None
    low_words: str = ""
    high_words: str = ""
    shape: str = ""
    rules: tuple[Rule, ...] = ()
    unread: str = ""
    form: str = ""
    why_not: str = ""
    cure: str = ""

    @property
    def askable(self) -> bool:
        """Say whether it can be asked as it stands in the file."""
        return not self.why_not

    @property
    def names(self) -> frozenset[str]:
        """List every name that a scoring key may know it by."""
        bare = self.link.strip("/")
        own = bare.removeprefix(f"{self.form}_")
        return frozenset({*self.codes, self.link, own, bare.split("/")[-1]} - {""})

    @property
    def numbers(self) -> tuple[int, ...]:
        """Give a number to each answer: its own, or its place where one has none."""
        known = [o.number for o in self.options if o.number is not None]
        if len(set(known)) == len(self.options):
            return tuple(known)
        return tuple(range(len(self.options)))

    @property
    def counted(self) -> bool:
        """Say whether every answer has a number of its own, so that it has a score."""
        if self.kind == "range":
            return True
        own = {option.number for option in self.options} - {None}
        return self.kind == "single" and len(own) == len(self.options)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Hold all that a file says."""

    format: str
    title: str
    language: str
    questions: tuple[Question, ...]
    codes: tuple[str, ...] = ()
    notes: tuple[Remark, ...] = ()
    links: frozenset[str] = field(default_factory=frozenset)
    """Every name in the file, also of what only shows something."""

    @property
    def forms(self) -> tuple[str, ...]:
        """List the parts that hold something to ask, in the order of the file."""
        named = (each.form for each in self.questions if each.askable)
        return tuple(dict.fromkeys(filter(None, named)))


def checked(read: Questionnaire) -> Questionnaire:
    """Return what was read if it holds together, or raise Refused."""
    if not read.questions:
        raise Refused(Remark("", "There is no question in this file."))
    if len(read.questions) > MOST_QUESTIONS:
        many = f"{len(read.questions)} questions; {MOST_QUESTIONS} are the most."
        raise Refused(Remark("", many, "Take out the form that you need."))
    wrong = [*_doubled(read), *_loose(read), *_circles(read), *_too_much(read)]
    if wrong:
        raise Refused(*wrong)
    return read


def _doubled(read: Questionnaire) -> Iterator[Remark]:
    seen: dict[str, str] = {}
    for each in read.questions:
        if each.link in seen:
            says = f"the name “{each.link}” is used before, at {seen[each.link]}."
            yield Remark(each.place, says, "Give each question a name of its own.")
        seen.setdefault(each.link, each.place)


def _loose(read: Questionnaire) -> Iterator[Remark]:
    known = read.links | {each.link for each in read.questions}
    for each in read.questions:
        for rule in each.rules:
            if rule.link not in known:
                says = f"depends on “{rule.link}”, which is not in the file."
                yield Remark(each.place, says, "Add that question or drop the rule.")


def _circles(read: Questionnaire) -> Iterator[Remark]:
    leads = {q.link: {rule.link for rule in q.rules} for q in read.questions}
    try:
        TopologicalSorter(leads).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        place = next(q.place for q in read.questions if q.link == circle[0])
        says = f"these questions wait for each other: {' → '.join(circle)}."
        yield Remark(place, says, "Drop one of the conditions.")


def _too_much(read: Questionnaire) -> Iterator[Remark]:
    for each in read.questions:
        for name in (each.link, each.form, *(option.code for option in each.options)):
            if len(name) > LONGEST_NAME or not name.isprintable():
                says = f"a name of {len(name)} characters, or one that cannot be read."
                yield Remark(each.place, says, "Name things in plain letters.")
        if len(each.options) > MOST_OPTIONS:
            says = f"{len(each.options)} answers; {MOST_OPTIONS} are the most."
            yield Remark(each.place, says, "Shorten the list.")
