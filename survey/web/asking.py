"""The questions of a check-in under way as pages: where each is, what stands on it.

Whether people to call are shown follows from an answer while a page is made, and from
nothing that is written down anywhere.
"""

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
    return ANSWERS if question is None else path(question)


def after(draft: Draft, question: Question, *, back: bool) -> str:
    """Return what follows a question; while changing one, only what it brings up."""
    if back:
        opened = draft.next_question()
        return ANSWERS if opened is None else path(opened, back=True)
    later = [q for q in draft.questions() if _place(q, draft) > _place(question, draft)]
    return path(later[0]) if later else ANSWERS


def before(draft: Draft, question: Question | None = None) -> Question | None:
    """Return the question that comes before another, or the last of all."""
    asked = draft.questions()
    if question is None:
        return asked[-1] if asked else None
    earlier = [q for q in asked if q.number < question.number]
    return earlier[-1] if earlier else None


def back(earlier: Question | None) -> str:
    """Return where a link back leads."""
    return path(earlier) if earlier else "/check-in"


def lead_in(draft: Draft, question: Question) -> tuple[str, ...]:
    """Return what is said once, above the first question of a set."""
    instrument = question.part.instrument
    same_set = [q for q in draft.questions() if q.part == question.part]
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


def _place(question: Question, draft: Draft) -> tuple[int, int]:
    instrument = question.part.instrument
    return draft.parts.index(question.part), instrument.items.index(question.item)
