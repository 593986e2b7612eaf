"""What every template may use without being handed it: the frame of a page.

Only things that stand on all pages are here, and none of them opens the database for
a stranger.
"""

from flask import Flask, g

from survey.measure.answer import Answer, Missing, Outside
from survey.web import context, course, csrf, language, leaving


def install(app: Flask) -> None:
    """Give templates the frame of a page."""
    app.jinja_env.globals.update(
        csrf_token=csrf.token,
        direction=language.direction,
        emergency=context.emergency,
        exit_link=leaving.link,
        language_tag=language.tag,
        languages=language.offered,
        language_name=language.own_name,
        people_to_call=context.people_to_call,
        product_name=context.product_name,
        signed_in=lambda: g.get("person"),
    )
    app.jinja_env.filters.update(
        posted=posted, dial=dial, day=course.in_words, full_day=course.in_full
    )


def posted(answer: Answer | None) -> tuple[str, ...]:
    """Return the strings with which a form would send this answer."""
    match answer:
        case None | Missing.SKIPPED | Missing.NOT_ASKED:
            return ()
        case Missing():
            return (answer.value,)
        case Outside(code):
            return (code,)
        case int():
            return (str(answer),)
    return tuple(str(value) for value in answer)


def dial(number: str) -> str:
    """Return the address that has a phone ring a number."""
    return "tel:" + number.replace(" ", "")
