"""The forms that are not instruments: what each may hold, and what to say if not.

They carry the rim's token, so no view can forget it. What was typed stays in the form
when it comes back.
"""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from survey.notes import LONGEST
from survey.person import Remember
from survey.web.csrf import Form

SHORT = 80
"""Characters of a behaviour in one's own words."""
STEP = 200
"""Characters of one thing for this week."""
PICK = _l("Choose one of these.")
TOO_LONG = _l("This is too long by a few words. Please make it shorter.")


def _trimmed(value: str | None) -> str:
    return (value or "").strip()


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


def identity(written: str) -> bytes:
    """Return the id that a form names; nobody has the empty one."""
    try:
        return bytes.fromhex(written)
    except ValueError:
        return b""


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

OWN_WORDS = "own_words"


class GoalForm(Form):
    """What somebody wants to change, and what they want to do about it."""

    behaviour = Pick(_l("What would you like to change?"))
    own = StringField(
        _l("In your own words"),
        filters=[_trimmed],
        validators=[Length(max=SHORT, message=TOO_LONG)],
    )
    goal = Pick(_l("What do you want to do about it now?"), choices=list(GOALS))

    def offer(self, behaviours: Sequence[SelectChoice]) -> None:
        """Offer what this programme names, and room for something else."""
        other = choice(OWN_WORDS, _l("Something else, in my own words"))
        self.behaviour.choices = [*behaviours, other]
        if self.own.data and not self.behaviour.data:
            self.behaviour.data = OWN_WORDS

    def validate_own(self, field: StringField) -> None:
        """Ask for the words when they were chosen."""
        if self.behaviour.data == OWN_WORDS and not field.data:
            raise ValidationError(_l("Write a word or two, or choose from the list."))


class TwoWordsForm(Form):
    """Two of the seven words, typed back."""

    second = StringField(_l("Word 2"), filters=[_trimmed])
    sixth = StringField(_l("Word 6"), filters=[_trimmed])


class KeepForm(TwoWordsForm):
    """Two words typed back, and what this phone keeps."""

    remember = Pick(_l("This phone"), choices=list(REMEMBER))


class ChangeForm(TwoWordsForm):
    """Two words typed back, and whether spare words stay."""

    keep_spare = BooleanField(_l("Keep my spare words as they are"))


class SignInForm(Form):
    """Seven words, and what this phone keeps."""

    words = TextAreaField(_l("Your seven words"))
    remember = Pick(_l("This phone"), choices=list(REMEMBER))


class StepForm(Form):
    """One thing for this week, and how last week's went."""

    step = StringField(
        _l("One thing for this week"),
        filters=[_trimmed],
        validators=[Length(max=STEP, message=TOO_LONG)],
    )
    done = Pick(_l("How did it go?"), choices=list(DONE), free=True)


class NoteForm(Form):
    """A note to oneself."""

    text = TextAreaField(
        _l("Your note"),
        filters=[_trimmed],
        validators=[
            DataRequired(message=_l("Write something first.")),
            Length(max=LONGEST, message=TOO_LONG),
        ],
    )


class GroupForm(Form):
    """The join code of a group."""

    code = StringField(
        _l("Group code"),
        filters=[_trimmed],
        validators=[DataRequired(message=_l("Type the code of the group."))],
    )
