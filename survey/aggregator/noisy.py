"""Once a quarter, where the extra is installed: a programme's means with noise.

What is spent of the quarter's budget is shared evenly by the domains; whoever comes a
second time finds it spent and gets nothing.
"""

from collections.abc import Callable
from statistics import fmean

from survey.aggregator.table import Span, Table
from survey.privacy import noise
from survey.privacy.figures import NOISY, Noisy, noisy_to_json
from survey.privacy.tallying import COUNTS_TO

FEWEST = 200
"""People, below whom noise would drown the mean. Source: reference rule D16."""

Draw = Callable[[float, int, float], float]


def decide(table: Table, quarter: Span, left: int, draw: Draw) -> None:
    """Leave the means to be written, and on the table what they cost.

    `left` is what is left of the quarter's budget; where it is not enough for every
    domain there is nothing. Speaks of the people of the quarter's last round.
    """
    values = {
        subject.name: [one.value for one in table.counted if one.domain == subject.name]
        for subject in table.subjects
    }
    enough = {name: said for name, said in values.items() if len(said) >= FEWEST}
    each = left // len(enough) if enough else 0
    if not each:
        return
    for name, said in enough.items():
        # the margin tells of n, so n goes by five here too, and downwards: more noise
        n, epsilon = len(said) // COUNTS_TO * COUNTS_TO, each / 1000
        margin = noise.scale(n, epsilon) * noise.MOST_OFTEN
        told = Noisy(round(draw(fmean(said), n, epsilon), 2), round(margin, 2), each)
        key = ("programme", table.programme_id, name + NOISY)
        table.add_row(quarter, key, noisy_to_json(told))
        table.spending[quarter.number] = each * len(enough)
