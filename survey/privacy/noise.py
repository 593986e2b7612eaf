"""Noise that hides any one person in a mean, however much else is known.

The mechanism is OpenDP's; it comes with the extra `dp`. Without it there are no such
figures, and everything else works.
"""

from importlib.util import find_spec

TOP = 10
"""Values run from 0 to this."""

MOST_OFTEN = 2.9957
"""19 of 20 draws lie within so many scales of zero: the logarithm of 20.
Source: the tails of the Laplace distribution."""


class NotInstalled(Exception):
    """Figures with noise need the extra: pip install 'tidemark[dp]'."""

    def __str__(self) -> str:
        return str(self.__doc__)


def installed() -> bool:
    """Say whether noise can be drawn here."""
    return find_spec("opendp") is not None


def scale(n: int, epsilon: float) -> float:
    """Return how wide noise must be for the mean of so many people, their number known.

    Source: Dwork, McSherry, Nissim and Smith 2006: one person moves the mean by a
    range / n, and noise of that over epsilon hides it.
    """
    return TOP / (n * epsilon)


def noisy(mean: float, n: int, epsilon: float) -> float:
    """Return a mean with noise drawn by OpenDP; raise NotInstalled."""
    if not installed():
        raise NotInstalled
    import opendp.prelude as dp

    dp.enable_features("contrib")
    space = dp.atom_domain(T=float, nan=False), dp.absolute_distance(T=float)
    measurement = dp.m.make_laplace(*space, scale=scale(n, epsilon))
    if not measurement.check(d_in=TOP / n, d_out=epsilon * (1 + 1e-9)):
        raise ValueError("the noise does not keep its promise")
    return min(max(float(measurement(mean)), 0.0), float(TOP))
