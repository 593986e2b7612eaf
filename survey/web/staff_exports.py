"""Files of rows for a study: ask for one, agree as the second person, fetch it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from survey import export, handover, open_figures, programme
from survey.consent import NoKeyToShareWith
from survey.export import Export, NeverRows, NotNow, OnePersonAlone, OneWaits
from survey.handover import NotThere, WrongWords
from survey.person import Token
from survey.privacy.shape import SPANS
from survey.programme import Programme
from survey.request import WIDE_K, BadWish, Wish
from survey.service import Service
from survey.staff import Role, Staff
from survey.web import context, cookies, export_words, forms, sending, typed
from survey.web.going import see_other
from survey.web.guard import Access, allow

blueprint = Blueprint("staff_exports", __name__)

HERE = "/staff/exports"
ONE = f"{HERE}/<export_id>"
FIELDS = (
    "programme", "tier", "recipient", "purpose", "until", "k", "horizon",
    "public_key", "agreed",
)  # fmt: skip
CANNOT = (BadWish, NeverRows, OneWaits, NoKeyToShareWith)

Act = Callable[[Service, Staff, bytes], None]


@blueprint.get(HERE)
@allow(Access.STAFF, *export.SECOND)
def show_all() -> str:
    """List what was asked for in somebody's programmes."""
    service, who = context.service(), context.at_work()
    return render_template(
        "staff/exports.html",
        exports=export.listed(service, who),
        names={plan.id: plan.name for plan in programme.everything(service)},
        words=export_words,
        mine=_programmes(),
    )


@blueprint.get(f"{HERE}/new")
@allow(Access.STAFF, Role.EVALUATOR, fresh=True)
def ask() -> str:
    """Ask what rows are wanted, for whom and what for."""
    return _form()


@blueprint.post(f"{HERE}/new")
@allow(Access.STAFF, Role.EVALUATOR, fresh=True)
def begin() -> Response:
    """Write the request; show the words of a file of tier standard once."""
    service, who = context.service(), context.at_work()
    try:
        export_id, code = export.ask(service, _wish(), who)
    except CANNOT as error:
        return make_response(_form(error), 422)
    if code is None:
        return see_other(f"{HERE}/{export_id.hex()}")
    page = render_template(
        "staff/export-words.html", code=code, address=f"{HERE}/{export_id.hex()}"
    )
    return make_response(page)


@blueprint.get(f"{HERE}/open/<programme_id>")
@allow(Access.STAFF, Role.EVALUATOR)
def figures(programme_id: str) -> Response:
    """Send the released figures of a programme: anybody may have them."""
    found = open_figures.of(context.service(), context.at_work(), programme_id)
    return sending.whole(found, f"figures-{programme_id}.zip")


@blueprint.get(ONE)
@allow(Access.STAFF, *export.SECOND)
def show(export_id: str) -> str:
    """Show one request and what became of it."""
    return _page(export_id)


@blueprint.post(f"{ONE}/approve")
@allow(Access.STAFF, *export.SECOND, fresh=True)
def approve(export_id: str) -> Response:
    """Agree, as the second person."""
    return _done(export.approve, export_id)


@blueprint.post(f"{ONE}/refuse")
@allow(Access.STAFF, *export.SECOND, fresh=True)
def refuse(export_id: str) -> Response:
    """Say no, as the second person."""
    return _done(export.refuse, export_id)


@blueprint.post(f"{ONE}/discard")
@allow(Access.STAFF, Role.EVALUATOR, fresh=True)
def discard(export_id: str) -> Response:
    """End a request, or destroy its file."""
    return _done(export.discard, export_id)


@blueprint.post(f"{ONE}/open")
@allow(Access.STAFF, Role.EVALUATOR, fresh=True)
def unlock(export_id: str) -> Response:
    """Let this browser fetch the file for ten minutes."""
    named, words = forms.identity(export_id), typed.one("words")
    given = context.at_work(), _token(), named, words
    try:
        handover.open_for(context.service(), *given)
    except (WrongWords, NotThere) as error:
        return make_response(_page(export_id, error), 422)
    return see_other(f"{HERE}/{export_id}/file")


@blueprint.get(f"{ONE}/file")
@allow(Access.STAFF, Role.EVALUATOR)
def fetch(export_id: str) -> Response:
    """Send the file, or the range of it that was asked for."""
    given = context.at_work(), _token(), forms.identity(export_id)
    try:
        found = handover.fetch(context.service(), *given)
    except NotThere as error:
        return make_response(_page(export_id, error), 409)
    ending = "zip" if found.key else "tidemark"
    return sending.file(found, f"export-{export_id[:8]}.{ending}", tag=export_id)


def _done(act: Act, export_id: str) -> Response:
    try:
        act(context.service(), context.at_work(), forms.identity(export_id))
    except (NotNow, OnePersonAlone) as error:
        return make_response(_page(export_id, error), 409)
    return see_other(f"{HERE}/{export_id}")


def _token() -> Token:
    found = cookies.staff()
    if found is None:
        raise LookupError("the guard lets nobody in without one")
    return found


def _wish() -> Wish:
    """Read what was asked for; what cannot be read stands for what cannot be."""
    tier = typed.one("tier")
    wish = Wish(
        programme_id=typed.one("programme"),
        tier="study",
        recipient=" ".join(typed.one("recipient").split()),
        purpose=" ".join(typed.one("purpose").split()),
        until=_day(typed.one("until")),
        agreed=typed.one("agreed") == "yes",
        public_key=forms.identity("".join(typed.one("public_key").split())),
    )
    if tier == "study":
        return wish
    if tier != "standard":
        raise BadWish("tier")
    alike, weeks = _number(typed.one("k")), _number(typed.one("horizon"))
    return replace(wish, tier="standard", k=alike, horizon=weeks, public_key=b"")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return date.min


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() else 0


def _programmes() -> list[Programme]:
    mine = export.asks_for(context.at_work())
    return [one for one in programme.everything(context.service()) if one.id in mine]


def _form(error: Exception | None = None) -> str:
    return render_template(
        "staff/export-new.html",
        programmes=_programmes(),
        typed={name: typed.one(name) for name in FIELDS},
        k=WIDE_K,
        horizons=tuple(SPANS),
        problem=export_words.of_a_wish(error) if error else None,
        promises=export_words.promises(),
    )


def _page(export_id: str, error: Exception | None = None) -> str:
    service, who = context.service(), context.at_work()
    one: Export = export.one(service, who, forms.identity(export_id))
    with service.store.read() as connection:
        plan = programme.one(connection, one.programme_id)
    return render_template(
        "staff/export.html",
        export=one,
        plan=plan,
        address=f"{HERE}/{export_id}",
        words=export_words,
        promises=export_words.promises(),
        is_mine=one.asked_by == who.id,
        evaluates=one.programme_id in export.asks_for(who),
        problem=export_words.of_an_act(error) if error else None,
    )
