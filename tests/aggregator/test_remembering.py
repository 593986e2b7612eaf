"""What the aggregator reads of a person, remembers, and forgets."""

from collections import Counter

import pytest

from prove.crowd import crowd
from survey import consent, release
from survey.aggregator import ledger, settling
from survey.aggregator.reading import name_of, reader
from survey.measure import packing, scoring
from survey.measure.answer import Missing
from survey.measure.rounds import add_weeks
from survey.privacy.sealing import CannotOpen, Locker
from survey.records.tables import EvaluationSeal, Ledger
from survey.service import read_instruments
from tests.aggregator.conftest import ROUND_7, weeks
from tests.aggregator.looking import releases, rows, spoil
from tests.cast import check_in
from tests.conftest import ROOT

DAYS = "days.as_wanted"


def pages(service, place_id, domain=DAYS, **wanted):
    found = releases(service, place_id=place_id, domain=domain, **wanted)
    return {row.number: row.page for row in found}


def test_a_yes_taken_back_takes_the_ledger_along(service, ana, decide, clock):
    consent.decide(service, ana, "group", "yes", reach_back=False)
    check_in(service, ana)
    clock.pass_(days=30)
    decide()
    assert {row.participant_id for row in rows(service, Ledger)} == {ana.id}

    consent.decide(service, ana, "group", "no", reach_back=False)

    assert rows(service, Ledger) == []
    assert rows(service, EvaluationSeal) == []


def test_a_no_to_the_study_leaves_the_ledger(service, ana, decide, clock):
    consent.decide(service, ana, "group", "yes", reach_back=False)
    check_in(service, ana)
    clock.pass_(days=30)
    decide()

    consent.decide(service, ana, "study", "no", reach_back=False)

    assert rows(service, Ledger)


def test_who_says_no_while_a_round_is_decided_is_not_in_it(
    service, thursday, aggregator, monkeypatch
):
    people = crowd(service, thursday.id, 8, weeks(8))
    settle, seen = settling.settle, []

    def settle_and_lose_one(*given):
        verdict = settle(*given)
        if not seen:
            gone = f"x'{people[0].id.hex()}'" if service.store.is_sqlite else ""
            gone = gone or f"'\\x{people[0].id.hex()}'"
            spoil(service, f"DELETE FROM participant WHERE id = {gone}")
        seen.append(verdict)
        return verdict

    monkeypatch.setattr(release, "settle", settle_and_lose_one)
    crowd_ran = release.run(aggregator)

    assert crowd_ran.well
    assert people[0].id not in {row.participant_id for row in rows(service, Ledger)}


def test_seals_are_dropped_thirty_days_after_what_can_use_them(
    service, thursday, monday, decide, clock
):
    crowd(service, thursday.id, 10, weeks(4))
    crowd(service, monday.id, 6, weeks(6))
    decide()
    clock.pass_(days=29)
    crowd(service, monday.id, 6, [ROUND_7], name="so that the clock is believed")
    decide()
    assert len(rows(service, EvaluationSeal)) == 40 + 36 + 6

    clock.pass_(days=1)
    assert decide().dropped == 40 + 24 + 6
    left = len(rows(service, EvaluationSeal))
    assert left == 12, "the block that round 9 lies in is not decided long enough"


def test_of_those_on_their_own_a_third_at_most_is_new_after_the_first_picture(
    service, decide, aggregator
):
    crowd(service, None, 33, weeks(8))
    crowd(service, None, 30, weeks(6, add_weeks(ROUND_7, 2)), name="all at once")
    decide()

    assert pages(service, "harbour", span="round")[7], "else none was held back"
    key = Locker(aggregator.keys.ledger_key)
    since = Counter(
        number
        for row in rows(service, Ledger)
        for number in ledger.unlocked(
            key, row.participant_id, row.domain, row.blob
        ).since.values()
    )
    assert since == {7: 33, 8: 17, 9: 13}


def test_a_ledger_row_opens_for_its_own_person_and_domain_alone(
    service, thursday, decide, aggregator
):
    crowd(service, thursday.id, 2, weeks(4))
    decide()
    one_, other = rows(service, Ledger)
    key = Locker(aggregator.keys.ledger_key)

    opened = ledger.unlocked(key, one_.participant_id, one_.domain, one_.blob)
    assert opened.first.week < opened.latest.week
    for person, domain in (
        (other.participant_id, one_.domain),
        (one_.participant_id, "urges.calm"),
    ):
        with pytest.raises(CannotOpen):
            ledger.unlocked(key, person, domain, one_.blob)


@pytest.mark.parametrize(
    "instrument",
    [i for i in read_instruments(ROOT / "instruments") if reader(i)],
    ids=lambda instrument: instrument.id,
)
def test_what_is_read_quickly_is_what_scoring_says(instrument):
    fast = reader(instrument)
    shown = {name_of(instrument, d) for d in instrument.domains if d.groups}
    for turn in range(40):
        answers = {
            item.id: Missing.SKIPPED
            if (turn + place) % 7 == 6
            else item.values[(turn * 5 + place) % len(item.values)]
            for place, item in enumerate(instrument.items)
            if item.type != "several"
        }
        for item in instrument.items:
            if item.not_above is not None and isinstance(answers[item.id], int):
                answers[item.id] = item.values[0]
        try:
            packed = packing.pack(instrument, answers)
        except packing.BadAnswers:
            continue
        said = scoring.domains(instrument, packing.unpack(instrument, packed))
        assert dict(fast.values(packed)) == {
            name: value
            for name, value in said.items()
            if name in shown and value is not None
        }
