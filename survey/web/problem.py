"""The page that a person sees when something could not be done.

It blames nobody, tells no detail, has people to call in its footer like every page,
and gives back what was typed.
"""

from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _

from survey.web import logs, typed

LAST_RESORT = "Something went wrong here. Please try again in a little while."


@dataclass(frozen=True, slots=True)
class Problem:
    """What to say, under which status, and what the person can do now."""

    status: int
    title: str
    text: tuple[str, ...]
    again: str | None = None
    """The words on the button that sends once more what was typed."""
    mend: bool = False
    """Whether long or unreadable fields are shown, to be put right."""
    wait: int | None = None
    """Seconds after which trying again makes sense."""
    words_first: bool = False
    """Whether signing in comes before sending again."""
    reference: str | None = None
    anew: bool = False
    """Whether there is nothing to go back to, and a new start is offered."""
    staff: bool = False
    """Whether the door to go back to is that of the staff."""
    prove: bool = False
    """Whether a way in is to be shown before sending again."""

    def response(self) -> Response:
        """Return the page; if even that fails, a plain sentence."""
        kept = typed.kept(mend=self.mend) if self.again else None
        try:
            page = render_template(
                "errors/problem.html", problem=self, kept=kept, onward=_here()
            )
        except Exception as error:  # noqa: BLE001  # the last page there is
            logs.failure(error)
            page = LAST_RESORT
        response = make_response(page, self.status)
        if self.wait is not None:
            response.headers["Retry-After"] = str(self.wait)
        return response


def _here() -> str:
    """Return the page that was asked for, to be opened after signing in."""
    if request.method not in ("GET", "HEAD"):
        return ""
    return request.full_path if request.query_string else request.path


def not_here() -> Problem:
    """Say that there is no such page."""
    return Problem(
        404,
        _("This page is not here"),
        (_("The address may have a slip in it, or the page may have moved."),),
    )


def not_this_way() -> Problem:
    """Say that a page cannot be used as it was."""
    return Problem(
        405,
        _("This page cannot be used that way"),
        (_("Please go to the start and find your way from there."),),
    )


def not_understood(status: int = 400) -> Problem:
    """Say that a request made no sense here."""
    return Problem(
        status,
        _("We could not read that"),
        (_("Nothing was saved. Please go to the start and try once more."),),
    )


def from_elsewhere() -> Problem:
    """Say that another site sent this, or may have."""
    return Problem(
        403,
        _("This did not come from our page"),
        (
            _("Your browser could not show that you sent this from here."),
            _("To keep you safe, nothing was saved. Open the page here and try again."),
        ),
    )


def went_stale() -> Problem:
    """Say that a form belongs to an earlier visit; what was typed is kept."""
    return Problem(
        400,
        _("This page had been open for a while"),
        (_("Nothing is lost. Press the button, and it is sent again."),),
        again=_("Send again"),
    )


def signed_out() -> Problem:
    """Say that the visit had ended when a form arrived; what was typed is kept."""
    return Problem(
        403,
        _("Your visit had ended"),
        (
            _("What you typed is still here, on this page, and nowhere else."),
            _("Sign in first. The link opens a second page; then come back here."),
        ),
        again=_("Send again"),
        words_first=True,
    )


def staff_signed_out() -> Problem:
    """Say to who runs groups that the visit had ended, and tell strangers nothing."""
    return Problem(
        404,
        _("Your visit had ended"),
        (
            _("If nobody touches a page here for a quarter of an hour, it closes."),
            _("What you did before is kept. Please sign in again to go on."),
        ),
        staff=True,
    )


def not_fresh() -> Problem:
    """Say that this reaches far, so a way in is to be shown first."""
    return Problem(
        403,
        _("Please show again that it is you"),
        (
            _("This reaches far, so we ask each time. Nothing was changed yet."),
            _("The link opens a second page; then come back here and send it again."),
        ),
        again=_("Send again"),
        prove=True,
    )


def nothing_kept() -> Problem:
    """Say that a first visit ended before its words were typed back."""
    return Problem(
        403,
        _("Your visit had ended"),
        (
            _("Nothing of it was kept: it was erased when it ended. The words you "
              "wrote down open nothing, so throw them away."),
            _("Only if you pressed the button twice, the first time may have kept it. "
              "Then your words sign you in."),
        ),
        anew=True,
    )  # fmt: skip


def needs_words() -> Problem:
    """Say that this phone can send but not read now."""
    sending = request.method == "POST"
    return Problem(
        403,
        _("Please type your words to open this"),
        (
            _("This phone can send check-ins. To show what you said before, it needs "
              "your seven words. That keeps your page closed to other people."),
        ),
        again=_("Send again") if sending else None,
        words_first=True,
    )  # fmt: skip


def too_much() -> Problem:
    """Say that more was sent than fits; what can be kept is given back."""
    return Problem(
        413,
        _("That was too much to send at once"),
        (
            _("Nothing was saved yet."),
            _("If what you typed stands below, make it shorter and send it again. If "
              "it does not, go back one page: your browser may still have it."),
        ),
        again=_("Send again"),
        mend=True,
    )  # fmt: skip


def not_text() -> Problem:
    """Say that some letters could not be read; the rest is given back."""
    return Problem(
        400,
        _("Some letters could not be read"),
        (
            _("Nothing was saved yet. Your browser sent letters that we cannot read."),
            _("If what you typed stands below, have a look at it and send it again."),
        ),
        again=_("Send again"),
        mend=True,
    )


def wait(seconds: int) -> Problem:
    """Say that trying again makes sense after a while."""
    minutes = max(1, -(-seconds // 60))
    return Problem(
        429,
        _("Please wait a little"),
        (
            _("There were several tries. A short pause keeps your words safe."),
            _("Try again in about %(minutes)s min.", minutes=minutes),
        ),
        again=_("Try again"),
        wait=seconds,
    )


def rests(seconds: int) -> Problem:
    """Say that the service cannot work just now; what was typed is kept."""
    sending = request.method == "POST"
    kept = _(
        "What you typed is still here, on this page. Please try again in a moment."
    )
    return Problem(
        503,
        _("We cannot save this just now") if sending else _("This page is resting"),
        (kept if sending else _("Please try again in a moment."),),
        again=_("Try again"),
        wait=seconds,
    )


def ours(reference: str) -> Problem:
    """Say that we made a mistake, with a number by which it can be found."""
    return Problem(
        500,
        _("Something went wrong here"),
        (_("It is our mistake, not yours. Please try again in a little while."),),
        again=_("Try again"),
        reference=reference,
    )
