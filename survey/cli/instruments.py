"""Instruments: list, check and show the files; nothing here needs a database."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from survey import wordings
from survey.cli.endings import FAILED, Ending
from survey.cli.talk import as_json, say, show, show_json, table
from survey.cli.tools import Tools, given, read_text
from survey.interop.declaring import Map
from survey.interop.questionnaire import Refused
from survey.measure.instrument import BrokenInstrument, Instrument, json_schema, parse
from survey.measure.instruments import BrokenLibrary, assemble
from survey.measure.item import Item
from survey.measure.published import ReliableChange


@click.group()
def instrument() -> None:
    """Look at question sets and check their files."""


@instrument.command("list")
@as_json
@given
def list_(tools: Tools, wants_json: bool) -> None:
    """List every version of every instrument."""
    rows = [
        {
            "id": each.id,
            "version": each.version,
            "kind": each.kind,
            "wording": not each.importable_only,
            "items": len(each.items),
            "title": each.title,
        }
        for each in tools.instruments
    ]
    if wants_json:
        show_json(rows)
    else:
        show(table(rows))


@instrument.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@as_json
@given
def check(tools: Tools, files: Sequence[Path], wants_json: bool) -> None:
    """Check FILES, or every file of the folder; print each mistake with its path.

    Files of other programs are held against the scoring keys, as `import` would.
    """
    folder = Path(tools.settings.instruments.folder)
    looked_at = list(files) or sorted(folder.glob("*.toml"))
    mistakes = [
        {"file": name, "mistake": words} for name, words in _mistakes(tools, looked_at)
    ]
    if wants_json:
        show_json(mistakes)
    else:
        show(f"{each['file']}: {each['mistake']}" for each in mistakes)
    if not looked_at:
        raise Ending(f"{folder}: no instrument files here.")
    if mistakes:
        raise Ending(f"Mistakes: {len(mistakes)}.", FAILED)
    say(f"Files without a mistake: {len(looked_at)}.")


@instrument.command("show")
@click.argument("instrument_id", metavar="ID")
@click.option("--version", type=int, help="An older version.")
@as_json
@given
def show_(
    tools: Tools, instrument_id: str, version: int | None, wants_json: bool
) -> None:
    """Show one instrument: its questions, ranges and scales."""
    if version is None:
        found = tools.instruments.current(instrument_id)
    else:
        found = tools.instruments.version(instrument_id, version)
    if wants_json:
        show_json(found.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    else:
        show(described(found))


@instrument.command()
def schema() -> None:
    """Print the JSON Schema of instrument files, for editors."""
    show_json(json_schema())


def _mistakes(tools: Tools, files: Sequence[Path]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    sound: list[Instrument] = []
    for file in files:
        if file.suffix.lower() != ".toml":
            found += [(str(file), words) for words in _foreign(tools, file)]
            continue
        try:
            sound.append(parse(read_text(file), str(file)))
        except BrokenInstrument as broken:
            found += [(str(file), mistake) for mistake in broken.mistakes]
        except Ending as ending:
            if ending.code != FAILED:
                raise
            found.append((str(file), "not UTF-8 text"))
    try:
        assemble(sound)
    except BrokenLibrary as broken:
        found += [("together", mistake) for mistake in broken.mistakes]
    return found


def _foreign(tools: Tools, file: Path) -> list[str]:
    try:
        wordings.look(tools.files, file.name, file.read_bytes(), Map())
    except Refused as refused:
        return [str(remark) for remark in refused.remarks]
    return []


def described(found: Instrument) -> list[str]:
    """Return an instrument as lines for people: questions, answers, scales."""
    lines = [
        f"{found.title} ({found.id}, version {found.version}, {found.kind})",
        f"About {found.recall}. Compared under {found.comparability}.",
        "",
        *(line for item in found.items for line in _item(item)),
    ]
    if found.scales:
        lines += ["", *(f"Scale {s.id}: {', '.join(s.parts)}" for s in found.scales)]
    lines += [
        f"Domain {found.id}.{domain.id}: {domain.title}" for domain in found.domains
    ]
    lines += [_change(block) for block in found.rc]
    if found.licence:
        lines += ["", f"Words: {found.licence.status}. {found.licence.terms}"]
    return lines


def _change(block: ReliableChange) -> str:
    """Return the points from which a change counts, and what they rest on."""
    if block.points is None:
        return f"Reliable change of {block.scale}: not confirmed. {block.note or ''}"
    level = f"at {block.ci} %" if block.ci else "without a confidence level"
    force = "in force" if block.in_force else "not in force"
    return (
        f"Reliable change of {block.scale}: {block.points:g} points {level}, {force} "
        f"({block.r_type}; {block.source})"
    )


def _item(item: Item) -> list[str]:
    head = f"{item.id}: {item.text or '(words are imported, not kept here)'}"
    return [head, *(f"    {line}" for line in _answers(item))]


def _answers(item: Item) -> list[Any]:
    if item.choices:
        return [f"{choice.value} {choice.label}" for choice in item.choices]
    named = [f"{value} {words}" for value, words in sorted(item.anchors.items())]
    outside = [f"or: {other.label}" for other in item.outside]
    steps = ", ".join(map(str, item.steps)) or f"{item.min} to {item.max}"
    return [steps, *named, *outside]
