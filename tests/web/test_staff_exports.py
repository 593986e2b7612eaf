"""An evaluator asks on a page, a second person agrees, and the file comes whole."""

import io
import json
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from survey import handover
from survey.aggregator import building, packing_up, tools
from survey.privacy import figures, parcel
from survey.privacy.signing import fingerprint
from survey.records.store import Store
from survey.staff import Role
from tests import releases
from tests.exports import KEY, STUDY, agreed, rows_of, share, unzipped
from tests.web.desk import desk
from tests.web.test_programmes import SOME

TYPED = {
    "tier": "study",
    "recipient": "University of the Coast",
    "purpose": "A paper",
    "until": (STUDY.until - timedelta(days=30)).isoformat(),
    "public_key": STUDY.public_key.hex(),
    "agreed": "yes",
}
ASK = "Ask for this file"


@pytest.fixture
def eve(app, service, thursday):
    """Let Eve in, who evaluates."""
    return desk(app, service, Role.EVALUATOR, "harbour", "Eve")


@pytest.fixture
def build(service, clock):
    """Give a way to run the aggregator beside the pages."""
    store = Store(service.settings.database.url.get_secret_value())
    aggregator = tools.build(service.settings, store, clock=clock)
    yield lambda: building.run(aggregator)
    store.engine.dispose()


def test_from_the_request_to_the_opened_file(app, service, ana, eve, olu, build):
    share(service, ana)

    eve.open("/staff").follow("Files of rows for a study").follow("Ask for a file")
    eve.press(ASK, **TYPED)
    assert eve.says("Waits for a second person")
    assert "I agree" not in eve.page.html
    address = eve.path
    olu.open("/staff/exports").follow("A paper")
    assert olu.says(fingerprint(STUDY.public_key))
    olu.press("I agree")
    assert olu.says("Waits to be made")
    assert "Fetch the file" not in olu.page.html
    build()
    eve.open(address).press("Fetch the file")

    file = io.BytesIO(eve.answer.data)
    assert b"".join(parcel.read(file, KEY)).startswith(b"PK")
    assert eve.answer.headers["Content-Disposition"].endswith('.tidemark"')
    assert eve.answer.headers["Cache-Control"] == "no-store"


def test_who_asked_cannot_agree_even_with_a_form_of_their_own(eve):
    eve.open("/staff/exports/new").press(ASK, **TYPED)
    token = eve.page.forms[0].fields[0]

    answer = eve.phone.send(f"{eve.path}/approve", dict([token]))

    assert answer.status_code == 409
    assert "second person" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("agreed", "", "need the promise"),
        ("public_key", "abc", "tidemark export key"),
        ("until", "soon", "a day from tomorrow"),
        ("tier", "", "how fine"),
        ("recipient", "", "who receives"),
    ],
)
def test_what_is_missing_is_named_and_nothing_typed_is_lost(eve, field, value, said):
    eve.open("/staff/exports/new").press(ASK, **(TYPED | {field: value}))

    assert eve.status == 422
    assert eve.says(said)
    kept = dict(eve.form(ASK).fields)
    names = set(TYPED) - {field, "agreed", "tier"}
    assert {n: kept[n] for n in names} == {n: TYPED[n] for n in names}


def test_seven_words_are_shown_once_and_then_never_again(eve):
    words = TYPED | {"tier": "standard", "horizon": "12", "k": "11"}
    eve.open("/staff/exports/new").press(ASK, **words)
    assert eve.page.html.count("<li>") >= 7
    assert eve.says("they are shown this once")

    eve.follow("I wrote them down")

    assert eve.says("Waits to be made")
    assert "Waits for a second" not in eve.page.html


@pytest.fixture
def long_file(service, ana, build, monkeypatch):
    """Give a made file of two and a half pieces, opened by Eve's browser."""
    share(service, ana)
    content = Random("long").randbytes(2 * parcel.PIECE + parcel.PIECE // 2)
    monkeypatch.setattr(packing_up, "zipped", lambda _folder: iter([content]))
    export_id = agreed(service)
    build()
    return export_id, content


def test_a_download_that_broke_off_goes_on_where_it_was(eve, service, long_file):
    export_id, content = long_file
    address = f"/staff/exports/{export_id.hex()}"
    eve.open(address).press("Fetch the file")
    whole, tag = eve.answer.data, eve.answer.headers["ETag"]
    assert len(whole) == int(eve.answer.headers["Content-Length"])

    def part(span, **more):
        headers = {"Range": f"bytes={span}", **more}
        return eve.phone.open(f"{address}/file", headers=headers)

    edges = (0, 50, 1_048_700, 2_097_300, len(whole))
    parts = [part(f"{a}-{b - 1}") for a, b in pairwise(edges)]
    assert {answer.status_code for answer in parts} == {206}
    assert b"".join(answer.data for answer in parts) == whole
    assert part("-10").data == whole[-10:]
    assert part(f"{len(whole)}-").status_code == 416
    assert part("100-", **{"If-Range": tag}).status_code == 206
    assert part("100-", **{"If-Range": '"other"'}).data == whole
    assert b"".join(parcel.read(io.BytesIO(whole), KEY)) == content


def test_a_file_that_goes_while_it_is_read_is_cut_and_does_not_open(
    eve, service, long_file
):
    export_id, _ = long_file
    address = f"/staff/exports/{export_id.hex()}"
    eve.open(address).press("Fetch the file")
    client, headers = eve.phone.client, eve.phone.headers
    pieces = client.get(f"{address}/file", headers=headers).iter_encoded()
    begun = next(pieces) + next(pieces)
    eve.open(address).press("Destroy the file")

    with pytest.raises(handover.NotThere):
        list(pieces)
    with pytest.raises(parcel.CannotOpen):
        list(parcel.read(io.BytesIO(begun), KEY))
    assert eve.open(f"{address}/file").status == 409


def test_who_has_not_opened_a_file_cannot_fetch_it(app, eve, service, ana, build):
    share(service, ana)
    export_id = agreed(service)
    build()
    eve.open(f"/staff/exports/{export_id.hex()}").press("Fetch the file")
    ed = desk(app, service, Role.EVALUATOR, "harbour", "Ed")
    assert ed.open(f"/staff/exports/{export_id.hex()}/file").status == 409


def test_released_figures_leave_for_anybody_and_no_day_with_them(
    app, service, thursday, eve
):
    shown = figures.to_json(SOME)
    releases.decide_rounds(service, 11)
    releases.release(
        service, "programme", "harbour", releases.DAYS, [SOME, None], since=10
    )

    eve.open("/staff/exports").follow("What was released about Harbour (.zip)")

    files = unzipped(eve.answer.data)
    first, second = rows_of(files, "figures")
    assert (first["measure"], first["state"]) == (releases.DAYS, "shown")
    assert first["mean"] == str(json.loads(shown)["mean"])
    assert second["state"] == "not shown"
    assert second["mean"] == ""
    assert b"2026-" not in files["figures.csv"]
    assert (
        desk(app, service, Role.ORGANISER, "harbour/north")
        .open("/staff/exports/open/harbour")
        .status
        == 404
    )
