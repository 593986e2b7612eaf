"""Seven words: shown until two of them are typed back, and never again.

They stand on this page only. A first visit becomes one that lasts here; later on,
words are changed here and spare ones added.
"""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from survey import consent, keeping, signin
from survey.keeping import NoWordsOffered, WordsDoNotMatch
from survey.person import Person, Remember
from survey.privacy.codes import BadCode, parse
from survey.signin import WrongCode
from survey.slots import Kind
from survey.web import context, cookies, forms, wording
from survey.web.going import see_other
from survey.web.guard import Access, SignedOut, allow
from survey.web.problem import nothing_kept, signed_out
from survey.web.say import _

blueprint = Blueprint("words", __name__)

PROBLEMS = (WordsDoNotMatch, NoWordsOffered, BadCode, WrongCode)


@blueprint.get("/words")
@allow(Access.READER)
def show() -> str:
    """Show the words of a first visit, or what can be done about kept ones."""
    person = context.reader()
    if person.kept:
        spare = keeping.has_spare(context.service(), person)
        return render_template("arrival/words-kept.html", spare=spare)
    return _page("arrival/words.html", forms.KeepForm(remember=_first_offer(person)))


@blueprint.post("/words")
@allow(Access.UNKEPT | Access.READER)
def keep() -> str | Response:
    """Make the visit last, if words 2 and 6 are the ones shown."""
    service, person = context.service(), context.reader()
    form = forms.KeepForm(request.form)
    if not form.validate():
        return _again("arrival/words.html", form)
    remember = Remember(form.remember.data)
    try:
        token = keeping.keep(service, person, *_typed(form), remember)
    except (WordsDoNotMatch, NoWordsOffered) as problem:
        return _again("arrival/words.html", form, problem)
    cookies.carry(token, remember)
    return see_other(
        "/sharing" if consent.ask_now(service, context.participant()) else "/"
    )


@blueprint.errorhandler(SignedOut)
def ended(_error: SignedOut) -> Response:
    """Say that a visit is over; one whose words were not kept yet left nothing."""
    first = request.endpoint == f"{blueprint.name}.{keep.__name__}"
    return (nothing_kept() if first else signed_out()).response()


@blueprint.get("/words/spare")
@allow(Access.KEPT | Access.READER)
def show_spare() -> str:
    """Show seven spare words."""
    return _page("arrival/words-spare.html", forms.SpareForm(), "recovery")


@blueprint.post("/words/spare")
@allow(Access.KEPT | Access.READER)
def add_spare() -> str | Response:
    """Make the spare words a second way in."""
    form = forms.SpareForm(request.form)
    try:
        _confirm(form, "recovery")
        keeping.add_spare(context.service(), context.reader(), *_typed(form))
    except PROBLEMS as problem:
        return _again("arrival/words-spare.html", form, problem, "recovery")
    return see_other("/words")


@blueprint.get("/words/new")
@allow(Access.KEPT | Access.READER)
def show_new() -> str:
    """Show seven words in place of the old ones."""
    return _page("arrival/words-new.html", forms.ChangeForm())


@blueprint.post("/words/new")
@allow(Access.KEPT | Access.READER)
def change() -> str | Response:
    """Put the new words in place of the old; other phones are signed out."""
    person = context.reader()
    form = forms.ChangeForm(request.form)
    try:
        _confirm(form, "code")
        token = keeping.change_words(
            context.service(), person, *_typed(form), form.keep_spare.data
        )
    except PROBLEMS as problem:
        return _again("arrival/words-new.html", form, problem)
    cookies.carry(token, person.remember)
    return see_other("/words")


def _confirm(form: forms.SpareForm, kind: Kind) -> None:
    """Hold that the present words were typed too, or raise what is wrong with them."""
    service, person = context.service(), context.reader()
    keeping.matches_offered(service, person, kind, *_typed(form))
    signin.confirm(service, person, parse(form.words.data or ""))


def _page(template: str, form: forms.TwoWordsForm, kind: Kind = "code") -> str:
    service, person = context.service(), context.reader()
    return render_template(
        template,
        form=form,
        words=keeping.words_offered(service, person, kind).words,
        spare=person.kept and keeping.has_spare(service, person),
        shared=person.shared,
    )


def _again(
    template: str,
    form: forms.TwoWordsForm,
    problem: Exception | None = None,
    kind: Kind = "code",
) -> Response:
    """Show the words once more, with what is wrong; new ones if they ran out."""
    if isinstance(problem, NoWordsOffered):
        said = _("Time ran out, so the words below are new. Write these down instead.")
        form.second.errors = (said,)
    elif isinstance(problem, BadCode):
        form.words.errors = tuple(
            wording.mistake(one, problem.found) for one in problem.problems
        )
    elif isinstance(problem, WrongCode):
        said = _(
            "These are not the words you use now. Check each word and their order."
        )
        form.words.errors = (said,)
    elif problem is not None:
        said = _("These are not words 2 and 6 of the list. Please look once more.")
        form.second.errors = (said,)
    form.second.data = form.sixth.data = ""
    return make_response(_page(template, form, kind), 422)


def _typed(form: forms.TwoWordsForm) -> tuple[str, str]:
    return form.second.data, form.sixth.data


def _first_offer(person: Person) -> str:
    return (Remember.NO if person.shared else Remember.WRITE).value
