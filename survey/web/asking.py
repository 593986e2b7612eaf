"""The questions of a check-in under way as pages: where each is, what stands on it.

Whether people to call are shown follows from an answer while a page is made, and from
nothing that is written down anywhere.
"""

from collections.abc import Sequence

from survey import agenda, drafts
from survey.drafts import Draft, Part, Question
from survey.measure import answers as measured
from survey.measure.item import HelpBox, Item
from survey.person import Person
from survey.service import Service

ANSWERS = "/check-in/answers"
BACK = "back=answers"
"""What a path carries while one answer is changed."""


def begun(service: Service, person: Person) -> Draft:
    """Begin what is due, or the weekly set once more."""
    due = agenda.due(service, person)
    parts = due.parts or agenda.once_more(service, person).parts
    return drafts.start(service, person, parts)


def at(draft: Draft, instrument_id: str, number: int) -> Question | None:
    """Return the question at a place of an instrument, if it is asked now."""
    part = draft.part(instrument_id)
    if part is None or not 1 <= number <= len(part.instrument.items):
        return None
    return draft.question(instrument_id, part.instrument.items[number - 1].id)


def path(question: Question, *, back: bool = False) -> str:
    """Return where a question is asked: a number, so that the address says nothing."""
    instrument = question.part.instrument
    number = instrument.items.index(question.item) + 1
    return f"/check-in/{instrument.id}/{number}" + (f"?{BACK}" if back else "")


def first(draft: Draft) -> str:
    """Return where a check-in goes on: its first question not passed, or its end."""
    question = draft.next_question()
    return ANSWERS if question is None else onward(draft, question)


def onward(draft: Draft, question: Question) -> str:
    """Return where a question is met: by itself, or among those of any order."""
    choice = len(open_points(draft, question.part)) > 1
    return points_path(question.part) if choice else path(question)


def open_points(draft: Draft, part: Part) -> tuple[Question, ...]:
    """Return the questions of a set of any order that are still open."""
    if not part.instrument.any_order:
        return ()
    return tuple(q for q in draft.questions() if q.part == part and not draft.passed(q))


def points_path(part: Part) -> str:
    """Return where one of the questions of a set is picked."""
    return f"/check-in/{part.instrument.id}"


def after(draft: Draft, question: Question, *, back: bool) -> str:
    """Return what follows a question; while changing one, only what it brings up."""
    if back:
        opened = draft.next_question()
        return ANSWERS if opened is None else path(opened, back=True)
    later = [
        *open_points(draft, question.part),
        *(q for q in draft.questions() if _follows(q, question, draft)),
    ]
    return onward(draft, later[0]) if later else ANSWERS


def past(draft: Draft, part: Part) -> str:
    """Return what follows a whole set."""
    parts = draft.parts[draft.parts.index(part) + 1 :]
    later = [q for q in draft.questions() if q.part in parts]
    return onward(draft, later[0]) if later else ANSWERS


def before(draft: Draft, question: Question | None = None) -> Question | None:
    """Return the question that comes before another, or the last of all."""
    asked = draft.questions()
    if question is None:
        return asked[-1] if asked else None
    earlier = [q for q in asked if q.number < question.number]
    return earlier[-1] if earlier else None


def back(earlier: Question | None, here: Question | None = None) -> str:
    """Return where a link back leads."""
    if here is not None and here.part.instrument.any_order:
        return points_path(here.part)
    return path(earlier) if earlier else "/check-in"


def lead_in(draft: Draft, question: Question) -> tuple[str, ...]:
    """Return what is said once, above the first question of a set."""
    instrument = question.part.instrument
    same_set = [q for q in draft.questions() if q.part == question.part]
    if instrument.any_order:
        # they stand where the questions are picked
        return ()
    if question != same_set[0]:
        return ()
    earlier = [
        part.instrument.lead_in
        for part in draft.parts[: draft.parts.index(question.part)]
    ]
    said = [] if instrument.lead_in in earlier else [instrument.lead_in]
    return tuple(words for words in (*said, instrument.explain) if words)


def help_box(draft: Draft, question: Question | None) -> HelpBox | None:
    """Return the box that one answer calls for."""
    if question is None:
        return None
    box = question.item.help_box
    answer = draft.answers(question.part).get(question.item.id)
    return box if box and answer is not None and box.opens_on(answer) else None


def any_help_box(draft: Draft) -> HelpBox | None:
    """Return the first box that any answer calls for."""
    found = (help_box(draft, question) for question in draft.questions())
    return next((box for box in found if box), None)


def possible(draft: Draft, part: Part) -> tuple[Item, ...]:
    """Return the items that may be asked, whatever is answered on the way."""
    return measured.asked(part.instrument, {}, draft.facts, only=part.only)


def foreseen(
    parts: Sequence[Part], goal: str
) -> list[tuple[Part, tuple[str, ...], list[Item]]]:
    """Return what anybody with a goal may be asked of sets, and what is said above."""
    draft = Draft("", tuple(parts), {}, {"goal": goal})
    found = []
    for part in parts:
        questions = [q for q in draft.questions() if q.part == part]
        if not questions:
            continue
        own = part.instrument
        once = (own.lead_in, own.explain) if own.any_order else ()
        above = once or lead_in(draft, questions[0])
        items = [question.item for question in questions]
        found.append((part, tuple(words for words in above if words), items))
    return found


def _follows(question: Question, before: Question, draft: Draft) -> bool:
    """Say whether one question comes after another; none does in a set of any order."""
    if question.part == before.part and before.part.instrument.any_order:
        return False
    return _place(question, draft) > _place(before, draft)


def _place(question: Question, draft: Draft) -> tuple[int, int]:
    instrument = question.part.instrument
    return draft.parts.index(question.part), instrument.items.index(question.item)
