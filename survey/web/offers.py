"""What our own forms offer to choose from, in the words that people read."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import ValidationError

from survey.person import Remember

PICK = _l("Choose one of these.")


class Pick(RadioField):  # type: ignore[misc]  # wtforms is untyped
    """One of several choices; `free` lets a form come back with none."""

    def __init__(self, label: Any = None, *, free: bool = False, **rest: Any) -> None:
        """Take whether choosing nothing is an answer too."""
        super().__init__(label, **rest)
        self.free = free

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is not offered."""
        if self.free and not self.data:
            return
        if self.data not in {choice.value for choice in self.choices}:
            raise ValidationError(PICK)


def choice(value: str, label: Any, hint: Any = None) -> SelectChoice:
    """Return one thing to choose, with a second line if it needs one."""
    return SelectChoice(value, label, {"hint": hint} if hint else {})


REMEMBER = (
    choice(
        Remember.WRITE.value,
        _l("Remember this phone for check-ins"),
        _l("For 90 days it can send check-ins. To look back, it asks for your words."),
    ),
    choice(
        Remember.NO.value,
        _l("Do not remember this phone"),
        _l("You type your words each time."),
    ),
    choice(
        Remember.READ.value,
        _l("Only I use this phone: remember it, and let it read"),
        _l(
            "For 30 days after each visit. Whoever holds this phone unlocked can read "
            "everything here."
        ),
    ),
)

GOALS = (
    choice("stop", _l("Stop")),
    choice("cut_down", _l("Cut down")),
    choice("keep_up", _l("Keep up what I have changed")),
    choice("thinking", _l("I am still thinking")),
)

DONE = (
    choice("did", _l("I did it")),
    choice("some", _l("Some of it")),
    choice("not", _l("Not this week")),
    choice("rather_not_say", _l("I’d rather not say")),
)
