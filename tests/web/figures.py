"""What is drawn on a page of a group, to be compared to the byte."""

import re

FIGURE = re.compile(r'<figure class="course of-group">.*?</figure>', re.DOTALL)
DATA = re.compile(r'<script type="application/json" id="figure">(.*?)</script>')


def figures(page: str) -> list[str]:
    """Return every figure of a page, as its bytes came."""
    return FIGURE.findall(page)


def for_plotly(page: str) -> str:
    """Return what the page hands to Plotly."""
    found = DATA.search(page)
    assert found is not None
    return found[1]
