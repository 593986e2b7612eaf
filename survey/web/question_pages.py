"""What stands on the pages of a check-in: one question, or all of them."""

from collections.abc import Sequence

from flask import render_template, request

from survey import notes
from survey.drafts import Draft, Part, Question
from survey.web import asking, context, posted
from survey.web.posted import Sent
from survey.web.wording import Wrong


def changing() -> bool:
    """Say whether one answer is being changed, and the last page comes next."""
    return request.args.get("back") == "answers"


def one(
    draft: Draft,
    question: Question,
    given: Sequence[str] | None = None,
    problems: Sequence[Wrong] = (),
) -> str:
    """Return the page of one question; `given` is what a refused form held."""
    instrument = question.part.instrument
    kept = draft.posted.get(instrument.id, {}).get(question.item.id, ())
    earlier = asking.before(draft, question)
    return render_template(
        "checkin/question.html",
        question=question,
        name=posted.name(instrument.id, question.item.id),
        given=kept if given is None else given,
        answered=bool(kept),
        problems=problems,
        lead_in=asking.lead_in(draft, question),
        help_box=asking.help_box(draft, earlier),
        about=_about(draft),
        back=asking.ANSWERS if changing() else asking.back(earlier, question),
        here=asking.path(question, back=changing()),
        so_far=posted.so_far(draft),
    )


def points(draft: Draft, part: Part) -> str:
    """Return the page on which a set of any order offers each of its questions."""
    found = [q for q in draft.questions() if q.part == part]
    earlier = asking.before(draft, found[0]) if found else None
    return render_template(
        "checkin/points.html",
        part=part,
        points=[(q, asking.path(q), draft.passed(q)) for q in found],
        onward=asking.past(draft, part),
        back=asking.back(earlier),
        help_box=asking.help_box(draft, earlier),
        about=_about(draft),
    )


def every(
    draft: Draft, sent: Sent | None = None, problems: Sequence[Wrong] = ()
) -> str:
    """Return the page of all questions, with what was sent if it was refused."""
    return render_template(
        "checkin/all.html",
        draft=draft,
        sets=[(part, asking.possible(draft, part)) for part in draft.parts],
        given=sent or posted.of_draft(draft),
        problems={problem.field: problem.words for problem in problems},
        name=posted.name,
        about=_about(draft),
    )


def _about(draft: Draft) -> str | None:
    """Return the behaviour that questions are about, unless it is to stay unsaid."""
    service, person = context.service(), context.participant()
    if not person.can_read or draft.discreet:
        return None
    found = notes.latest(service, person, "behaviour")
    return found.text if found else None
