"""Files under hashed names, kept for ever, from this machine alone."""

import gzip
import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.web import assets

STATIC = Path(assets.__file__).parent / "static"


def path_of(app: Flask, name: str) -> str:
    return app.jinja_env.globals["asset"](name)


def test_the_name_tells_the_content() -> None:
    one, same, other = (assets.asset("a.css", text) for text in (b"x", b"x", b"y"))

    assert one.name == same.name != other.name
    assert re.fullmatch(r"a\.[0-9a-f]{12}\.css", one.name)


@pytest.mark.parametrize("name", ["app.css", "page.js", "charts.js", "icon.svg"])
def test_a_file_arrives_whole_with_its_kind(
    app: Flask, client: FlaskClient, name: str
) -> None:
    small = client.get(path_of(app, name), headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(path_of(app, name), headers={"Accept-Encoding": "identity"})

    assert plain.data == (STATIC / name).read_bytes()
    assert plain.headers["Content-Type"] == assets.KINDS[Path(name).suffix]
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.data) == plain.data
    assert small.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in small.headers


def test_plotly_comes_from_the_installed_package(
    app: Flask, client: FlaskClient
) -> None:
    path = path_of(app, "plotly.min.js")

    response = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert re.fullmatch(r"/static/plotly\.min\.[0-9a-f]{12}\.js", path)
    assert b"plotly.js" in gzip.decompress(response.data)[:200]
    assert len(response.data) < 1_600_000


def test_the_manifest_carries_the_discreet_name(
    app: Flask, client: FlaskClient
) -> None:
    response = client.get(path_of(app, "app.webmanifest"))

    content = json.loads(response.data)
    assert content["name"] == content["short_name"] == "Check-in"
    assert client.get(content["icons"][0]["src"]).status_code == 200


@pytest.mark.parametrize("name", ["../__init__.py", "app.css", "%2e%2e/settings.py"])
def test_no_other_file_can_be_had(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
