"""The instruments of this repository, and small ones made up for a test."""

import tomllib
from pathlib import Path

from survey.measure.instrument import from_document, parse
from survey.measure.instruments import assemble
from survey.measure.packing import pack
from survey.measure.recording import recorder

FOLDER = Path(__file__).resolve().parents[2] / "instruments"


def text_of(instrument_id):
    return (FOLDER / f"{instrument_id}.toml").read_text(encoding="utf-8")


def shipped(instrument_id):
    return parse(text_of(instrument_id), f"{instrument_id}.toml")


def shelf():
    return assemble(
        parse(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(FOLDER.glob("*.toml"))
    )


def recorded(instrument, answers):
    """What a study sees of answers."""
    return recorder(instrument).values(pack(instrument, answers))


def document_of(instrument_id):
    return tomllib.loads(text_of(instrument_id))


def scale_item(name, **more):
    return {
        "id": name,
        "type": "scale",
        "text": f"Today, how is {name}?",
        "label": name,
        "min": 0,
        "max": 10,
        "anchors": {"0": "Low", "10": "High"},
        **more,
    }


def made_up(*items, **more):
    """Read an own instrument with these items."""
    return from_document(
        {
            "id": "made-up",
            "version": 1,
            "title": "Made up",
            "kind": "own",
            "lang": "en",
            "validated": False,
            "recall": "today",
            "comparability": "made-up/1/today",
            "lead_in": "No answer is wrong.",
            "item": list(items),
            **more,
        },
        "made-up.toml",
    )
