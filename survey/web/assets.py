"""Files that never change: each carries its own hash in its name and is kept for ever.

They are read once at start, from static/ and, for Plotly, from the installed package,
so no build step and no other host is needed.
"""

import gzip
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response, abort, g, request

from survey.settings import Settings
from survey.web.guard import Access, allow

HERE = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
SMALLEST = 200
"""Bytes below which compressing gains nothing."""


@dataclass(slots=True)
class Asset:
    """One file under its hashed name; compressed when it is first asked for."""

    name: str
    kind: str
    content: bytes = field(repr=False)
    _small: bytes | None = field(default=None, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def path(self) -> str:
        """Return where it is served."""
        return f"/static/{self.name}"

    def small(self) -> bytes:
        """Return the compressed content, made once."""
        with self._turn:
            if self._small is None:
                self._small = gzip.compress(self.content, 9, mtime=0)
            return self._small


def asset(plain: str, content: bytes) -> Asset:
    """Return a file under the name that tells its content."""
    stem, _, ending = plain.rpartition(".")
    mark = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"{stem}.{mark}.{ending}", KINDS["." + ending], content)


def install(app: Flask, settings: Settings) -> None:
    """Serve the files, and let templates ask for their paths by plain name."""
    by_plain_name = {plain: asset(plain, content) for plain, content in _files()}
    manifest = _manifest(settings, by_plain_name["icon.svg"].path)
    by_plain_name["app.webmanifest"] = asset("app.webmanifest", manifest)
    app.add_url_rule("/static/<name>", "static", _server(list(by_plain_name.values())))
    app.jinja_env.globals["asset"] = lambda plain: by_plain_name[plain].path


def _files() -> Iterator[tuple[str, bytes]]:
    for path in sorted(HERE.iterdir()):
        if path.suffix in KINDS:
            yield path.name, path.read_bytes()
    yield "plotly.min.js", _plotly().read_bytes()


def _plotly() -> Path:
    # found without importing it: the package takes a second to load
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the plotly package")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


def _manifest(settings: Settings, icon: str) -> bytes:
    name = settings.look.product_name
    icons = [{"src": icon, "sizes": "any", "type": "image/svg+xml"}]
    content = {"name": name, "short_name": name, "start_url": "/", "icons": icons}
    return json.dumps({**content, "display": "browser"}).encode()


def _server(assets: list[Asset]) -> Callable[[str], Response]:
    known = {each.name: each for each in assets}

    @allow(Access.ANYONE)
    def static(name: str) -> Response:
        """Send one file."""
        found = known.get(name)
        if found is None:
            abort(404)
        g.hashed_file = True
        takes = request.accept_encodings.quality("gzip") > 0
        wanted = takes and len(found.content) > SMALLEST
        response = Response(found.small() if wanted else found.content)
        response.headers["Content-Type"] = found.kind
        response.headers["Cache-Control"] = FOR_EVER
        response.headers["Vary"] = "Accept-Encoding"
        if wanted:
            response.headers["Content-Encoding"] = "gzip"
        return response

    return static
