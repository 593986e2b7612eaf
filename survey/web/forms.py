"""The forms that are not instruments: what each may hold, and what to say if not.

They carry the rim's token, so no view can forget it. What was typed stays in the form
when it comes back.
"""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from survey.notes import LONGEST
from survey.web.csrf import Form
from survey.web.offers import DONE, GOALS, REMEMBER, Pick, choice

SHORT = 80
"""Characters of a behaviour in one's own words."""
STEP = 200
"""Characters of one thing for this week."""
TOO_LONG = _l("This is too long by a few words. Please make it shorter.")


def _trimmed(value: str | None) -> str:
    return (value or "").strip()


def identity(written: str) -> bytes:
    """Return the id that a form names; nobody has the empty one."""
    try:
        return bytes.fromhex(written)
    except ValueError:
        return b""


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


class SpareForm(TwoWordsForm):
    """Two words typed back, and the present words: an open phone is not enough."""

    words = TextAreaField(_l("The seven words you use now"))


class ChangeForm(SpareForm):
    """The same, and whether spare words stay."""

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
