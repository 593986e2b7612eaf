"""Pages are small on the wire, and their size tells other sites nothing."""

import gzip

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_a_person_opens_is_compressed(client: FlaskClient, site: str) -> None:
    plain = client.get("/about")
    small = client.get("/about", headers={**GZIP, "Sec-Fetch-Site": site})

    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert int(small.headers["Content-Length"]) == len(small.data)


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
def test_what_another_site_has_opened_is_not(
    client: FlaskClient, site: str | None
) -> None:
    said = {"Sec-Fetch-Site": site} if site else {}

    response = client.get("/about", headers={**GZIP, **said})

    assert "Content-Encoding" not in response.headers
