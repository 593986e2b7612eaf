"""Figures of a programme in plain words, each with who is missing from it.

A share never stands without how many it is of and how far chance alone could move it.
"""

from flask_babel import format_date, format_decimal

from survey.privacy.figures import Figures, Share
from survey.privacy.steps import TOP
from survey.results import Stretch
from survey.results_of_programme import Measure, WithNoise
from survey.web.measures import capital
from survey.web.say import _


def sentences(figures: Figures, measure: Measure, when: Stretch) -> tuple[str, ...]:
    """Return what was found in some weeks, one fact to a sentence."""
    said = [who(figures, when), _middle(figures, measure), _spread(figures, measure)]
    said += [_better(figures), _worse(figures)]
    return tuple(each for each in said if each)


def personal(figures: Figures) -> str:
    """Return how many moved against their own usual range; empty if too few can."""
    share = figures.beyond_usual
    if share is None:
        return ""
    return _(
        "%(part)s of the %(of)s people who had checked in six times or more before "
        "were on the better side of their own usual range. This is each person "
        "against themselves: it is no result of the programme.",
        part=about(share.count),
        of=share.of,
    )


def with_noise(found: WithNoise) -> str:
    """Return a mean with noise, how far it may lie off, and what it cost."""
    share = found.noisy.mean / TOP, found.noisy.margin / TOP
    return _(
        "%(name)s, with noise: a mean of %(mean)s in %(when)s, give or take %(margin)s "
        "(19 of 20 times). The noise was drawn so that nobody can be made out, "
        "whatever else is known (epsilon %(epsilon)s of one for a quarter).",
        name=capital(found.measure.title),
        mean=format_decimal(round(found.measure.value(100 * share[0]), 2)),
        when=weeks(found.when),
        margin=format_decimal(round(found.measure.points(100 * share[1]), 2)),
        epsilon=format_decimal(found.noisy.cost / 1000),
    )


def weeks(when: Stretch) -> str:
    """Return some weeks by how many they are and the day they begin, with its year."""
    day = format_date(when.first, "d MMMM y")
    if when.weeks == 1:
        return _("the week from %(day)s", day=day)
    return _("the %(num)s weeks from %(day)s", num=when.weeks, day=day)


def value(measure: Measure, percent: int) -> str:
    """Return a figure in the points of its domain."""
    return str(format_decimal(round(measure.value(percent), 1)))


def about(count: int) -> str:
    """Return a count that goes by five as the rough figure it is."""
    return _("fewer than 5") if count == 0 else _("about %(count)s", count=count)


def followed(share: Share) -> str:
    """Return how many of those with a first answer are in a figure."""
    return _("%(percent)s %% of %(of)s", percent=share.percent, of=share.of)


def part(share: Share | None) -> str:
    """Return a share with its interval; empty if there is none."""
    if share is None:
        return ""
    return _(
        "%(percent)s %% (%(low)s to %(high)s %%) of %(of)s",
        percent=share.percent,
        low=share.low,
        high=share.high,
        of=share.of,
    )


def who(figures: Figures, when: Stretch) -> str:
    """Return how many answered, and what share of those who could have."""
    return _(
        "In %(when)s, about %(n)s people answered: %(percent)s %% of the %(of)s who "
        "have a first answer here. %(ever)s of these came back at least once. "
        "How the others are is not known.",
        when=weeks(when),
        n=figures.n,
        percent=figures.followed.percent,
        of=figures.followed.of,
        ever=capital(about(figures.ever.count)),
    )


def _middle(figures: Figures, measure: Measure) -> str:
    words = {
        "low": format_decimal(measure.low),
        "high": format_decimal(measure.high),
        "mean": value(measure, figures.mean),
        "median": value(measure, figures.median),
    }
    if measure.rising:
        return _(
            "From %(low)s to %(high)s, where higher is better, the mean was about "
            "%(mean)s. Half of the people were at about %(median)s or above.",
            **words,
        )
    return _(
        "From %(low)s to %(high)s, where lower is better, the mean was about "
        "%(mean)s. Half of the people were at about %(median)s or below.",
        **words,
    )


def _spread(figures: Figures, measure: Measure) -> str:
    """Return the quartiles, beside the standard deviation where that is shown too."""
    if figures.quartiles is None:
        return ""
    low, high = (value(measure, quartile) for quartile in figures.quartiles)
    if figures.deviation is None:
        return _(
            "The middle half of the people were between about %(low)s and %(high)s.",
            low=low,
            high=high,
        )
    return _(
        "The middle half of the people were between about %(low)s and %(high)s; the "
        "standard deviation was about %(deviation)s.",
        low=low,
        high=high,
        deviation=format_decimal(round(measure.points(figures.deviation), 1)),
    )


def _better(figures: Figures) -> str:
    share = figures.improved
    if share is None:
        return ""
    return _(
        "Against their own first answer, %(part)s of %(of)s people were better by more "
        "than the usual wobble of these questions: %(percent)s %%. Chance alone could "
        "put that anywhere from %(low)s to %(high)s %%.",
        part=about(share.count),
        of=share.of,
        percent=share.percent,
        low=share.low,
        high=share.high,
    )


def _worse(figures: Figures) -> str:
    share = figures.worse
    if share is None:
        return ""
    return _(
        "%(part)s of them were worse by more than that: %(percent)s %% (%(low)s to "
        "%(high)s %%).",
        part=capital(about(share.count)),
        percent=share.percent,
        low=share.low,
        high=share.high,
    )
