"""What the look may not do: the rules that a browser would not complain about."""

import gzip
import re
from pathlib import Path

import pytest

from survey import web

HERE = Path(web.__file__).parent
SHEETS = [HERE / "static" / name for name in ("app.css", "group.css")]
TEMPLATES = sorted((HERE / "templates").rglob("*.html"))
SCRIPTS = sorted((HERE / "static").glob("*.js"))

PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|scroll-(margin|padding))-(left|right|top|bottom)"
    r"|left|right|top|bottom|width|height|(min|max)-(width|height)"
    r"|(overflow|overscroll-behavior)-[xy]|float|clear)\s*:"
    r"|text-align:\s*(left|right)"
)
INLINE = re.compile(
    r"""\s(on[a-z]+|style)\s*=|<style|javascript:|<script(?![^>]*\bsrc=)"""
)
ELSEWHERE = re.compile(r"""(https?:)?//[a-z]""", re.IGNORECASE)


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def rules(css: str) -> str:
    """Return a stylesheet without comments and media conditions."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"@media[^{]*", "@media ", css)


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_a_stylesheet_knows_no_left_and_right(path: Path) -> None:
    found = [match[0] for match in PHYSICAL.finditer(rules(path.read_text()))]

    assert found == []


def test_the_rule_against_left_and_right_finds_them() -> None:
    for wrong in ("margin-left: 1px", "width: 3px", "text-align:right", "left: 0"):
        assert PHYSICAL.search(f"a {{ {wrong} }}")


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_a_stylesheet_is_small(path: Path) -> None:
    assert len(gzip.compress(path.read_bytes(), 9)) <= 4096


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_a_stylesheet_forces_nothing_and_fetches_nothing(path: Path) -> None:
    css = path.read_text()

    assert "!important" not in css
    assert "url(" not in css
    assert "@import" not in css


def test_the_stylesheet_of_every_page_thinks_of_everybody() -> None:
    css = SHEETS[0].read_text()

    for mode in ("prefers-color-scheme: dark", "forced-colors", "print",
                 "prefers-reduced-motion", "prefers-contrast"):  # fmt: skip
        assert mode in css


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_small_and_stores_nothing(path: Path) -> None:
    text = path.read_text()

    assert len(text) <= 2048
    for word in ("localStorage", "sessionStorage", "indexedDB", "document.cookie",
                 "eval(", "innerHTML", "setAttribute", ".style."):  # fmt: skip
        assert word not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_holds_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text().replace('<script type="application/json"', "<data")

    assert INLINE.findall(text) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS, *SHEETS], ids=name_of)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    text = re.sub(r"^\s*// .*$", "", path.read_text(), flags=re.MULTILINE)

    assert ELSEWHERE.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_marks_nothing_as_safe(path: Path) -> None:
    text = path.read_text()

    assert "|safe" not in text.replace(" ", "")
    assert "autoescape false" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_word_of_a_template_can_be_translated(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!doctype html>", "",
                  path.read_text(), flags=re.DOTALL)  # fmt: skip
    words = re.findall(r">([^<=]*[A-Za-z]{2,}[^<=]*)<", text)

    assert [word.strip() for word in words] == []
