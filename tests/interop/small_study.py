"""A small study and its map, so that a test says only what differs."""

from pathlib import Path

from survey.service import read_instruments

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = read_instruments(ROOT / "instruments")
MAP = """
programme = "harbour"
source = "a small study"
first_week = 2026-06-01
person = { column = "who" }
occasion = { column = "visit", weeks = { a = 0, b = 4 } }

[[instrument]]
id = "readiness"
items = { matters = "m", sure = "s", ready = "r" }
"""
HEAD = "who,visit,m,s,r\n"
