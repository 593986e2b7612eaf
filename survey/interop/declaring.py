"""The operator's map: what a questionnaire file does not say, or says otherwise.

It is data like everything else: it names answers, parts and ranges, and holds no rule
that would have to be run.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from survey.interop.questionnaire import (
    Option,
    Question,
    Questionnaire,
    Refused,
    Remark,
)
from survey.measure.written import (
    Id,
    InstrumentId,
    Polarity,
    Recall,
    Span,
    Whole,
    Words,
    Written,
)

Number = Whole | Literal[False]
"""The number of an answer; false where it is not to be offered."""


class OneQuestion(Written):
    """Say something of one question of the file, by its name there."""

    item: Id | None = None
    answers: Mapping[str, Number] = {}
    choices: Mapping[str, Words] = {}
    range: Span | None = None


class Plain(Written):
    """Declare an instrument for which there is no scoring key."""

    id: InstrumentId
    title: Words
    recall: Recall
    score: Literal["sum", "mean", "none"]
    version: Annotated[int, Field(ge=1, le=9999)] = 1
    of: tuple[str, ...] = ()
    max_missing: Annotated[int, Field(ge=0)] = 0
    polarity: Polarity = Polarity.NEUTRAL
    groups: bool = False
    keep_to_myself: bool = False


class Map(Written):
    """Hold all that a map says."""

    key: InstrumentId | None = None
    form: str | None = None
    language: str = ""
    leave_out: tuple[str, ...] = ()
    ordinals: Literal["source", "scored"] | None = None
    conditions: Literal["as_written", "ask_always"] = "as_written"
    answers: Mapping[str, Number] = {}
    choices: Mapping[str, Words] = {}
    question: Mapping[str, OneQuestion] = {}
    plain: Plain | None = None


def parse(text: str) -> Map:
    """Read a map; raise Refused with every mistake."""
    try:
        return Map.model_validate(tomllib.loads(text), strict=False)
    except tomllib.TOMLDecodeError as error:
        raise Refused(Remark("map", f"this is not TOML: {error}.")) from None
    except ValidationError as error:
        raise Refused(
            *(
                Remark(".".join(map(str, ("map", *one["loc"]))), f"{one['msg']}.")
                for one in error.errors()
            )
        ) from None


def declared(read: Questionnaire, said: Map) -> Questionnaire:
    """Return the part of a file that is wanted, with what the map says of it."""
    _known(read, said)
    questions = [q for q in read.questions if said.form in (None, q.form)]
    kept = [_with(q, said) for q in questions if q.link not in said.leave_out]
    gone = len(read.questions) - len(kept)
    note = Remark("", f"{gone} questions left out, as the map says.")
    notes = (*read.notes, note) if gone else read.notes
    links = read.links | {q.link for q in read.questions}
    return replace(read, questions=tuple(kept), notes=notes, links=links)


def one_form(read: Questionnaire, said: Map) -> None:
    """Raise Refused when a dictionary holds several forms and none is named."""
    forms = read.forms
    if read.format == "REDCap" and said.form is None and len(forms) > 1:
        says = f"there are {len(forms)} forms in it: {', '.join(forms)}."
        raise Refused(Remark("", says, f'Name one in the map: form = "{forms[0]}".'))


def _known(read: Questionnaire, said: Map) -> None:
    links = {q.link for q in read.questions}
    named = (*said.leave_out, *said.question, *(said.plain.of if said.plain else ()))
    wrong = [
        Remark("map", f"there is no question “{name}” in the file.")
        for name in dict.fromkeys(named)
        if name not in links
    ]
    if said.form is not None and said.form not in {q.form for q in read.questions}:
        cure = f"There are: {', '.join(read.forms) or 'none'}."
        wrong.append(Remark("map", f"there is no form “{said.form}”.", cure))
    if wrong:
        raise Refused(*wrong)


def _with(question: Question, said: Map) -> Question:
    own = said.question.get(question.link, OneQuestion())
    if own.range is not None:
        low, high = own.range
        return replace(question, kind="range", low=low, high=high, why_not="")
    words = own.choices or said.choices
    if words and question.kind in {"single", "several"} and not question.options:
        options = tuple(Option(code, label) for code, label in words.items())
        question = replace(question, options=options, why_not="")
    numbers = {**said.answers, **own.answers}
    if not numbers or question.kind != "single":
        return question
    options = tuple(_numbered(option, numbers) for option in question.options)
    offered = tuple(o for o in options if o.declared is not False)
    return replace(question, options=offered)


def _numbered(option: Option, numbers: Mapping[str, Number]) -> Option:
    if option.code not in numbers:
        return option
    return replace(option, declared=numbers[option.code])
