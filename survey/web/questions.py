"""One question for the meeting: another one each week, and never one about amounts.

None asks how much, how often or for a slip; none asks for a story of using.
"""

from survey.measure.rounds import Week
from survey.web.say import _


def of_week(week: Week) -> str:
    """Return the question of a week; it comes again after eight weeks."""
    asked = everything()
    return asked[week.toordinal() // 7 % len(asked)]


def everything() -> tuple[str, ...]:
    """Return all eight, in the order in which weeks take them."""
    return (
        _("What small thing made a hard moment lighter for you lately?"),
        _("Think of a day that went well. What was different about it?"),
        _("What would you say to someone who is here for the first time?"),
        _("An urge comes on the way home tonight. What is your first step?"),
        _("What do you do just for fun these days? What would you like to try again?"),
        _("Who makes it easier for you to be the person you want to be?"),
        _("What are you a little proud of that nobody saw?"),
        _("What could we do for each other before the next time we meet?"),
    )
