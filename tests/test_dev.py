"""The door for developers is plain sh, and says what it does."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
DEV = HOUSE / "dev"


SHELLS = [shell for shell in ("sh", "dash", "bash", "zsh") if shutil.which(shell)]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_can_read_it(shell: str) -> None:
    told = subprocess.run(
        [shell, "-n", DEV], capture_output=True, text=True, check=False
    )

    assert (told.returncode, told.stderr) == (0, "")


def test_without_a_verb_it_names_every_verb_and_makes_nothing(tmp_path: Path) -> None:
    alone = tmp_path / "dev"
    shutil.copy(DEV, alone)

    told = subprocess.run([alone], capture_output=True, text=True, check=False)

    cases = DEV.read_text().split('case "$verb" in')[1]
    choices = re.findall(r"^    ([a-z |]+)\)", cases, re.MULTILINE)
    verbs = {verb for choice in choices for verb in choice.split(" | ")}
    assert told.returncode == 2
    assert len(verbs) == 8
    assert [verb for verb in verbs if verb not in told.stderr] == []
    assert list(tmp_path.iterdir()) == [alone]


@pytest.mark.parametrize(
    "arguments", [["dance"], ["run", "--port"], ["run", "--loud"]], ids=" ".join
)
def test_what_it_does_not_know_it_refuses_with_its_usage(arguments: list[str]) -> None:
    told = subprocess.run(
        [DEV, *arguments], capture_output=True, text=True, check=False
    )

    assert told.returncode == 2
    assert "./dev run" in told.stderr


def test_a_missing_package_is_named_in_one_line(tmp_path: Path) -> None:
    # No Python on PATH, and an `id` that says: not root.
    shutil.copy(DEV, tmp_path / "dev")
    shutil.copytree(HOUSE / "requirements", tmp_path / "requirements")
    (tmp_path / "bin").mkdir()
    for name in ("dirname", "cat", "cksum", "sh"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or "")
    (tmp_path / "bin" / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "bin" / "id").chmod(0o755)

    told = subprocess.run(
        [tmp_path / "dev", "tidemark", "doctor"],
        env={"PATH": str(tmp_path / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )

    (line,) = told.stderr.splitlines()
    assert told.returncode == 1
    assert line.startswith("dev: missing: python3 python3-venv")


def test_continuous_integration_runs_the_tests_and_nothing_else() -> None:
    lines = (HOUSE / ".ci" / "run").read_text().splitlines()

    commands = [line for line in lines if not line.startswith(("#", "set ", "cd "))]

    assert commands == ['exec ./dev test "$@"']
