"""Answers, and what is wrong with them or with typed words, as a person reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.drafts import Draft, Part
from survey.measure.answers import Answer, Missing, Reason
from survey.measure.item import Item
from survey.privacy.codes import Problem
from survey.signin import Busy, TryLater
from survey.web import asking, posted
from survey.web.say import _


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as the last page shows it."""

    question: str
    words: str
    change: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """An answer that cannot stand, and where to put it right."""

    field: str
    words: str


def rows(draft: Draft) -> tuple[Given, ...]:
    """Return the questions of the sets begun, each with its answer in words."""
    return tuple(
        Given(
            question=question.item.text or "",
            words=in_words(
                question.item,
                draft.answers(question.part).get(question.item.id, Missing.SKIPPED),
            ),
            change=asking.path(question, back=True),
        )
        for question in draft.questions()
        if question.part in draft.begun
    )


def in_words(item: Item, answer: Answer) -> str:
    """Return an answer as a person reads it."""
    match answer:
        case Missing.RATHER_NOT_SAY:
            return _("I’d rather not say")
        case Missing.SKIPPED | Missing.NOT_ASKED:
            return _("Not answered")
        case Missing.NOT_APPLICABLE if not item.not_applicable:
            return _("Does not apply")
    words = ", ".join(item.words(answer))
    if isinstance(answer, int) and not item.choices:
        return f"{answer} · {words}" if words else str(answer)
    return words


def wrong(part: Part, problems: Mapping[str, Reason]) -> tuple[Wrong, ...]:
    """Say what is wrong with answers, each with the field it came from."""
    return tuple(
        Wrong(posted.name(part.instrument.id, item.id), _why(item, problems[item.id]))
        for item in part.instrument.items
        if item.id in problems
    )


def _why(item: Item, reason: Reason) -> str:
    if item.type == "number" and reason != "above_other":
        return _why_no_number(item, reason)
    match reason:
        case "out_of_range":
            low, high = item.values[0], item.values[-1]
            return _("Choose a number from %(low)s to %(high)s.", low=low, high=high)
        case "too_many" if item.type == "several":
            return _("Choose what fits, or “I’d rather not say”, but not both.")
        case "too_many":
            return _("Choose one answer only.")
        case "above_other":
            return _("This cannot be more than the days you counted just before.")
    return _("Choose one of the answers shown.")


def _why_no_number(item: Item, reason: Reason) -> str:
    if reason == "too_many":
        return _("Type a number, or tick a box, but not both.")
    low, high = item.values[0], item.values[-1]
    return _("Type a number from %(low)s to %(high)s.", low=low, high=high)


def mistake(problem: Problem, found: int) -> str:
    """Say what is wrong with one word, by its place and never by itself."""
    if problem.reason == "too_few":
        return _("Seven words are needed; here are %(found)s.", found=found)
    if problem.position is None:
        return _("Seven words are needed; here are more than that.")
    place = {"place": problem.position}
    if problem.reason == "too_short":
        return _("Word %(place)s needs its first three letters at least.", **place)
    if not problem.suggestions:
        return _("Word %(place)s is not in our list.", **place)
    meant = _(" or ").join(problem.suggestions)
    return _(
        "Word %(place)s is not in our list. Did you mean %(meant)s?",
        **place,
        meant=meant,
    )


def wait(later: TryLater) -> str:
    """Say how long the door rests."""
    if isinstance(later, Busy):
        return _("Many people sign in just now. Please try again in a moment.")
    minutes = max(1, -(-later.seconds // 60))
    return _(
        "There were several tries with words like these. A short pause keeps them "
        "safe: try again in about %(minutes)s min.",
        minutes=minutes,
    )
