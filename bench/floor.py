"""The floor under a check-in: parse ten numbers, seal them once, insert one row.

Whatever else a check-in costs (a session, tokens, three seals, a page) is paid on top
of this, in the same process and on the same disk.
"""

import os
import sqlite3
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, request

from survey.records.store import PRAGMAS


def floor(folder: Path) -> Flask:
    """Return an application that does the least that could be called a check-in."""
    app = Flask(__name__)
    key = AESGCM(os.urandom(32))
    database = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    for pragma in PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE answers (body BLOB)")

    @app.post("/")
    def save() -> str:
        answers = bytes(int(request.form[f"q{number}"]) for number in range(10))
        nonce = os.urandom(12)
        body = nonce + key.encrypt(nonce, answers, None)
        database.execute("INSERT INTO answers VALUES (?)", (body,))
        return "saved"

    return app
