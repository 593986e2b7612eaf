"""How sure a count makes one: the upper bound that a Bayesian would hold to.

Nothing found in ten thousand tries is not nothing: it is less than so much.
"""

from math import exp, lgamma, log

SURE = 0.95


def at_most(won: int, tried: int, sure: float = SURE) -> float:
    """Return the share that the true one lies below, from a flat prior.

    The posterior after `won` of `tried` is Beta(won + 1, tried - won + 1), and its
    quantile is found by halving. Source: Bayes 1763; Gelman and others 2013, section 2.
    """
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _below(middle, won, tried) < sure:
            low = middle
        else:
            high = middle
    return high


def _below(share: float, won: int, tried: int) -> float:
    """Return the chance that a share drawn from the posterior lies below this one."""
    if share <= 0 or share >= 1:
        return float(share >= 1)
    # a beta with whole parameters is the tail of a binomial
    n = tried + 1
    return 1 - sum(
        exp(
            lgamma(n + 1)
            - lgamma(k + 1)
            - lgamma(n - k + 1)
            + k * log(share)
            + (n - k) * log(1 - share)
        )
        for k in range(won + 1)
    )
