"""Words that are brought in are asked like our own, scored by the key, and stay."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from survey import checkin, owndata, programme, wordings
from survey.interop import declaring
from survey.interop.questionnaire import Refused
from survey.measure.scoring import scores
from survey.programme import BrokenProgramme
from survey.records.tables import AuditEvent
from survey.service import read_instruments
from survey.shelf import EVERY
from tests.cast import check_in
from tests.interop.forms import dictionary, row
from tests.web.walk import count

ROOT = Path(__file__).resolve().parents[1]
FILES = read_instruments(ROOT / "instruments")
SIX = " | ".join(f"{number}, {number + 1} kettles" for number in range(6))
WEEKLY = '\n[[schedule]]\ninstrument = "who-5"\nevery = 2\n'


def made_up(text="How many kettles sang, hall {}?"):
    rows = (row(f"w{n}", label=text.format(n), choices=SIX) for n in range(1, 6))
    return dictionary(*rows)


def bring(service, data=None, **how):
    data = data or made_up()
    found = wordings.look(FILES, "w.csv", data, declaring.Map(), "who-5")
    changed = wordings.put_in_force(service, found, **how)
    service.clock.pass_(seconds=EVERY + 1)
    return changed


def scheduled(service):
    text = (ROOT / "tests/programme.toml").read_text() + WEEKLY
    programme.apply(service, text)


def answers(number="5"):
    return {"who-5": {f"q{item}": [number] for item in range(1, 6)}}


def test_a_running_service_finds_words_that_came_in_and_asks_them(service, ana):
    assert service.instruments.current("who-5").importable_only
    bring(service)
    scheduled(service)

    check_in(service, ana, answers("4"))

    (entry,) = checkin.history(service, ana, "who-5")
    assert entry.instrument.item("q2").text == "How many kettles sang, hall 2?"
    assert scores(entry.instrument, entry.answers) == {"total": 80}


def test_before_words_are_there_nobody_can_be_asked(service):
    with pytest.raises(BrokenProgramme):
        scheduled(service)
    bring(service, rehearsal=True)
    with pytest.raises(BrokenProgramme):
        scheduled(service)

    bring(service)
    scheduled(service)


def test_the_same_words_twice_change_nothing_and_new_ones_replace(service):
    assert bring(service)
    assert not bring(service)
    assert bring(service, made_up("How many pots sang, hall {}?"))

    first = service.instruments.current("who-5").item("q1")
    assert first.text.startswith("How many pots")


def test_words_that_were_answered_stay(service, ana):
    bring(service)
    scheduled(service)
    check_in(service, ana, answers())

    with pytest.raises(Refused, match="has been answered in other words"):
        bring(service, made_up("How many pots sang, hall {}?"))

    (entry,) = checkin.history(service, ana, "who-5")
    assert entry.instrument.item("q1").text.startswith("How many kettles")


def test_bringing_words_in_is_written_into_the_trail(service):
    before = count(service, AuditEvent)
    bring(service)
    bring(service)

    assert count(service, AuditEvent) == before + 1


def test_a_plain_instrument_is_asked_and_kept_beside_the_others(service, ana):
    plain = {"id": "halls", "title": "Halls", "recall": "last 7 days", "score": "mean"}
    said = declaring.Map.model_validate({"plain": plain}, strict=False)
    found = wordings.look(FILES, "w.csv", made_up(), said)
    wordings.put_in_force(service, found)
    service.clock.pass_(seconds=EVERY + 1)
    text = (ROOT / "tests/programme.toml").read_text()
    programme.apply(service, text + WEEKLY.replace("who-5", "halls"))

    check_in(service, ana, {"halls": {f"w{item}": ["3"] for item in range(1, 6)}})

    (entry,) = checkin.history(service, ana, "halls")
    assert entry.instrument.kind == "plain"
    assert scores(entry.instrument, entry.answers) == {"total": 3}


def test_a_person_takes_their_answers_along_as_fhir(service, ana):
    check_in(service, ana)

    entries = owndata.responses(service, ana)["entry"]

    names = [entry["resource"]["questionnaire"] for entry in entries]
    assert names == [
        "urn:tidemark:instrument:days|1",
        "urn:tidemark:instrument:urges|1",
    ]
    first = entries[0]["resource"]["item"][0]
    assert first["answer"][0]["valueCoding"]["code"] == "4"


def test_another_process_gets_the_words_without_a_database(service):
    bring(service)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        named = pool.submit(_first_text, service.instruments).result()

    assert named == "How many kettles sang, hall 1?"


def _first_text(library):
    return library.current("who-5").items[0].text
