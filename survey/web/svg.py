"""A picture as SVG that can be stretched to any size; the page's stylesheet colours it.

It needs no JavaScript. Lines and dots keep their width, whatever the size.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape


def svg(
    kind: str, width: int, height: int, label: str, paths: Iterable[tuple[str, str]]
) -> Markup:
    """Return a picture of paths, each with its class; the empty ones are left out."""
    drawn = "".join(f'<path class="{name}" d="{way}"/>' for name, way in paths if way)
    start = (
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" role="img" '
        f'preserveAspectRatio="none" aria-label="{escape(label)}">'
    )
    return Markup(f"{start}{drawn}</svg>")  # noqa: S704  # escaped above


def dot(across: int, down: int) -> str:
    """Return a dot that stays round: a line without length, with a round end."""
    return f"M{across} {down}h0"
