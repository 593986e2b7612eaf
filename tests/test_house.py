"""The shape of the house: sizes, words, addresses, the map in README.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
NOT_OURS = {".git", ".venv", "instance", "__pycache__"}

OF_ANY_HOUSE = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "pyproject.toml",
}

LONGEST_FILE = 250
LONGEST_FUNCTION = 45

LABELS = re.compile(
    r"\b(addict(s|ed|ion)?|alcoholics?|junk(y|ies?)|patients?|users?(?!-select)|clients?|clean|dirty"
    r"|relapses?|drop-?outs?|severity|abus(e|er|ers|ive))\b",
    re.IGNORECASE,
)
LOADED_FROM_ELSEWHERE = re.compile(
    r"""(\b(src|srcset|poster|data|action)\s*=|<link\b[^>]*\bhref\s*=|url\(|@import"""
    r"""|\b(fetch|import)\b\s*\(?|\bfrom)\s*["']?\s*(https?:)?//""",
)
ONE_MACHINE_ONLY = re.compile(
    r"(?<![\w.~}])/(work|root|farm|Users)/|/home/\w"
    r"|pypi\.org|pythonhosted\.org|npmjs\.org|--(find-links|(extra-)?index-url)"
)


def files(folder: str = ".", pattern: str = "*") -> Iterator[Path]:
    for path in sorted((HOUSE / folder).rglob(pattern)):
        parts = path.relative_to(HOUSE).parts
        ours = not NOT_OURS.intersection(parts) and not parts[0].endswith("_cache")
        if ours and parts[0] != ".hypothesis" and path.is_file():
            yield path


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def found(pattern: re.Pattern[str], paths: Iterator[Path]) -> list[str]:
    return [
        f"{path.relative_to(HOUSE)}:{number}: {match[0]}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        for match in [pattern.search(line)]
        if match
    ]


def line_of(found_at: str) -> str:
    path, number, _match = found_at.split(":", 2)
    return text_of(HOUSE / path).splitlines()[int(number) - 1]


def shown() -> Iterator[Path]:
    yield from files("survey/web/templates")
    yield from files("survey/web/static")
    yield from files("survey/web/translations", "*.po*")
    yield from files("instruments", "*.toml")


def test_no_file_is_longer_than_one_sitting_of_reading() -> None:
    code = (p for p in files(pattern="*.py") if "versions" not in p.parts)

    long = [str(p) for p in code if len(text_of(p).splitlines()) > LONGEST_FILE]

    assert long == []


def test_no_function_of_the_product_is_longer_than_a_screen() -> None:
    long = [
        f"{path.relative_to(HOUSE)}: {node.name}"
        for path in files("survey", "*.py")
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]

    assert long == []


def test_no_label_is_put_on_people() -> None:
    # a journal or an owner keeps the name it has where a figure's source is given
    cited = re.compile(r"^(source|holder) = ")

    lines = found(LABELS, shown())

    assert [one for one in lines if not cited.search(line_of(one))] == []


@pytest.mark.parametrize("word", ["Addict", "users", "drop-out", "abuse", "a client"])
def test_labels_are_recognised(word: str) -> None:
    assert LABELS.search(f"Each {word} here")


def test_no_page_loads_anything_from_elsewhere() -> None:
    pages = (p for p in shown() if p.suffix in {".html", ".css", ".js", ".svg"})

    assert found(LOADED_FROM_ELSEWHERE, pages) == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://elsewhere.example/a.js">',
        '<link rel="icon" href="//elsewhere.example/i.svg">',
        '<form method="post" action="https://elsewhere.example/">',
        'url("https://elsewhere.example/font.woff2")',
        'fetch("https://elsewhere.example/")',
        'import "https://elsewhere.example/a.js"',
    ],
    ids=["script", "link", "form", "style", "fetch", "import"],
)
def test_loading_from_elsewhere_is_recognised(line: str) -> None:
    assert LOADED_FROM_ELSEWHERE.search(line)


def test_a_link_that_a_person_taps_may_lead_elsewhere() -> None:
    assert not LOADED_FROM_ELSEWHERE.search('<a href="https://elsewhere.example/">')


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    assert found(ONE_MACHINE_ONLY, files()) == []


def test_the_product_locks_what_the_tests_ran_with() -> None:
    run, test = (
        set(re.findall(r"^[a-z0-9.-]+==\S+", text_of(HOUSE / name), re.MULTILINE))
        for name in ("requirements/run.txt", "requirements/test.txt")
    )

    assert run
    assert run <= test


def test_every_locked_package_has_its_hash() -> None:
    for path in files("requirements", "*.txt"):
        pins = re.findall(r"^\S+==.*\n.*", text_of(path), re.MULTILINE)

        assert pins
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_numpy_stays_out() -> None:
    assert not re.search(
        r"^numpy==", text_of(HOUSE / "requirements/test.txt"), re.MULTILINE
    )


def map_of_readme() -> list[str]:
    blocks = re.findall(
        r"^```\w*\n(.*?)^```", text_of(HOUSE / "README.md"), re.MULTILINE | re.DOTALL
    )
    (the_map,) = (block for block in blocks if block.startswith("app.py"))
    return [line for line in the_map.splitlines() if line.strip()]


def test_the_map_in_the_readme_names_what_this_house_has_and_nothing_else() -> None:
    real = {path.relative_to(HOUSE).parts[0] for path in files()} - OF_ANY_HOUSE

    drawn = {
        line.split()[0].split("/")[0]
        for line in map_of_readme()
        if not line.startswith(" ")
    }

    assert drawn == real


def test_every_place_on_the_map_in_the_readme_exists() -> None:
    top, missing = Path(), []
    for line in map_of_readme():
        name = line.split()[0]
        place = top / name if line.startswith(" ") else Path(name)
        top = top if line.startswith(" ") else Path(name)
        if not (HOUSE / place).exists():
            missing.append(str(place))

    assert missing == []
