"""The page about instruments tells what each key gives, and what it does not know."""

from pathlib import Path

from tests.measure.shelf import shelf

PAGE = Path(__file__).resolve().parents[1] / "docs" / "instruments.md"
DIRECTIONS = {
    "higher_better": "higher is better",
    "higher_worse": "higher is worse",
    "neutral": "neither way is better",
}


def row(key):
    """Write the line that the page must hold about a key."""
    scores = [
        f"{scale.id} {scale.range[0]:g} to {scale.range[1]:g}" for scale in key.scales
    ]
    ways = dict.fromkeys(DIRECTIONS[scale.polarity] for scale in key.scales)
    recall = f"{key.recall}: screening only" if key.screening_only else key.recall
    change = [
        f"{block.scale} {block.points:g} at {block.ci} %"
        for block in key.rc
        if block.in_force
    ]
    open_ones = [f"change of {block.scale}" for block in key.rc if not block.points]
    open_ones += [
        f"blanks of {scale.id}"
        for scale in key.scales
        if scale.missing.status == "unconfirmed"
    ]
    open_ones += [f"bands {table.id}" for table in key.bands if not table.rows]
    cells = [
        f"`{key.id}`",
        f"{'; '.join(scores)}; {', '.join(ways)}",
        recall,
        "; ".join(change) or "–",
        "; ".join(open_ones) or "–",
    ]
    return f"| {' | '.join(cells)} |"


def test_the_page_has_a_true_line_for_each_key():
    told = PAGE.read_text(encoding="utf-8").splitlines()

    assert [row(key) for key in shelf() if key.kind == "key"] == [
        line for line in told if line.startswith("| `") and line.count("|") == 6
    ]
