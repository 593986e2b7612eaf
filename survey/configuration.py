"""Reads the settings: defaults, then a TOML file, then the environment, then files.

`TIDEMARK_SECTION__KEY` holds a value, `TIDEMARK_SECTION__KEY_FILE` the path of a file
that holds it. Every mistake is reported at once with its place and never with its
value, because a value may be a secret.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from survey.settings import HelpLine, Settings

PREFIX = "TIDEMARK_"
CONFIG = PREFIX + "CONFIG"
FOR_TESTS = PREFIX + "TEST_"
DEFAULT_FILE = Path("instance/web/config.toml")

Place = tuple[str, str]
"""Section and key."""

ONLY_FROM_A_FILE: Place = ("keys", "passphrase")


class BadSettings(Exception):
    """The settings have mistakes; the text names each with its place."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        """Take every mistake found."""
        super().__init__("\n- ".join(("The settings have mistakes:", *mistakes)))
        self.mistakes = mistakes


def load(
    path: Path | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings of this deployment, or raise BadSettings.

    Without a path the file is the one that TIDEMARK_CONFIG names, which must be
    there, or else instance/web/config.toml, which need not.
    """
    environ = os.environ if environ is None else environ
    gathered = _Gathered()
    if path is None and CONFIG in environ:
        path = Path(environ[CONFIG])
    if path is not None or DEFAULT_FILE.exists():
        gathered.take_file(path or DEFAULT_FILE)
    gathered.take_environment(environ)
    return gathered.settings()


def places() -> Iterator[Place]:
    """Yield the section and the key of every setting that is not a list of tables."""
    for section, about in Settings.model_fields.items():
        model = about.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from ((section, key) for key in model.model_fields)


def variable(place: Place) -> str:
    """Return the name of the environment variable that sets this place."""
    return PREFIX + "__".join(place).upper()


@dataclass
class _Gathered:
    """What was found so far: values, where each came from, and mistakes."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[Place, str] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)
    file: str = ""

    def take_file(self, path: Path) -> None:
        self.file = str(path)
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            self.mistakes.append(f"{path}: cannot be read: {error.strerror}")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.mistakes.append(f"{path}: not a TOML file: {error}")
        else:
            for section, content in found.items():
                self._take_section(section, content)

    def _take_section(self, section: str, content: Any) -> None:
        sections = dict.fromkeys(section for section, _ in places())
        if section == "help":
            self.values["help"] = self._known_lines(content)
        elif section not in sections:
            self._unknown(f"{self.file}: {section}", section, (*sections, "help"))
        elif not isinstance(content, dict):
            self.mistakes.append(f"{self.file}: {section} must be a [section]")
        else:
            for key, value in content.items():
                self._take((section, key), value, f"{self.file}: {section}.{key}")

    def _known_lines(self, lines: Any) -> Any:
        if not isinstance(lines, list) or not all(isinstance(e, dict) for e in lines):
            return lines
        known = tuple(HelpLine.model_fields)
        for number, line in enumerate(lines, start=1):
            for key in sorted(line.keys() - set(known)):
                self._unknown(f"{self.file}: help {number}: {key}", key, known)
        return [{k: v for k, v in line.items() if k in known} for line in lines]

    def take_environment(self, environ: Mapping[str, str]) -> None:
        by_name = {variable(place): place for place in places()}
        for name in sorted(environ):
            ours = name.startswith(PREFIX) and name != CONFIG
            if not ours or name.startswith(FOR_TESTS):
                continue
            place = by_name.get(name) or by_name.get(name.removesuffix("_FILE"))
            if place is None:
                self._unknown(name, name, tuple(by_name))
            elif name in by_name:
                self._take(place, _parted(place, environ[name]), name)
            else:
                self._take_content(place, Path(environ[name]), name)

    def _take_content(self, place: Place, path: Path, name: str) -> None:
        try:
            text = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.mistakes.append(f"{name}: {path} cannot be read")
        else:
            self._take(place, _parted(place, text), name, from_file=True)

    def _take(
        self, place: Place, value: Any, origin: str, *, from_file: bool = False
    ) -> None:
        if place not in tuple(places()):
            self._unknown(origin, ".".join(place), tuple(map(".".join, places())))
        elif place == ONLY_FROM_A_FILE and not from_file:
            wanted = f"{variable(place)}_FILE"
            self.mistakes.append(f"{origin}: a secret, give it by {wanted}")
        else:
            section, key = place
            self.values.setdefault(section, {})[key] = value
            self.origins[place] = origin

    def _unknown(self, origin: str, name: str, known: tuple[str, ...]) -> None:
        nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
        self.mistakes.append(f"{origin}: no such setting; the nearest is {nearest}")

    def settings(self) -> Settings:
        try:
            made = Settings.model_validate(self.values)
        except ValidationError as error:
            self.mistakes += [
                f"{self._origin(tuple(each['loc']))}: {_plain(each['msg'])}"
                for each in error.errors(include_input=False, include_context=False)
            ]
        if self.mistakes:
            raise BadSettings(tuple(self.mistakes))
        return made

    def _origin(self, loc: tuple[int | str, ...]) -> str:
        section, *inner = [str(e + 1 if isinstance(e, int) else e) for e in loc]
        known = self.origins.get((section, inner[0])) if inner else None
        return known or f"{self.file}: {' '.join([section, *inner])}"


def _parted(place: Place, text: str) -> Any:
    """Return a text as its setting takes it: a list is parted by commas."""
    section, key = place
    default = getattr(getattr(Settings(), section), key)
    if isinstance(default, tuple):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")
