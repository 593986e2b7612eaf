"""A year of every template, lived: what is due is answered, and rounds are decided.

`tests/test_programmes.py` walks the schedule alone; here somebody joins a real group of
the programme, and the aggregator runs.
"""

from collections import Counter

import pytest

from survey import (
    agenda,
    checkin,
    drafts,
    enrolment,
    groups,
    keeping,
    programme,
    release,
)
from survey.aggregator import tools
from survey.checkin import Submitted
from survey.person import Remember
from survey.records.queries import rounds
from survey.service import Service
from tests.cast import present, publish_keys
from tests.conftest import ROOT

LONG = {"life", "strengths", "home", "four-points"}
AWAY = range(20, 28)
"""Eight weeks in which the person is elsewhere."""
EACH = 4
"""Weeks between two runs of the aggregator: more and it would doubt its clock."""


@pytest.fixture
def database_url(tmp_path, migrated_sqlite):
    path = tmp_path / "tidemark.sqlite"
    path.write_bytes(migrated_sqlite)
    return f"sqlite:///{path}"


def somebody(service: Service, plan):
    """Let one person join a group of a programme, and return their phone's cookie."""
    group = groups.open_group(service, plan.id, plan.sites[0].id, "thursday")
    token = enrolment.begin(service, plan.id, group.join_code, shared=False)
    code = keeping.words_offered(service, present(service, token))
    words = code.words[1], code.words[5]
    person = present(service, token)
    return keeping.keep(service, person, *words, Remember.WRITE)


def answer(service, person, due):
    """Answer the first question of each set that is due."""
    sent = []
    for part in due.parts:
        first = part.instrument.item((part.only or [part.instrument.items[0].id])[0])
        known = [*first.values, *(choice.value for choice in first.choices)]
        name, version = part.instrument.id, part.instrument.version
        sent.append(Submitted(name, version, part.only, {first.id: [str(known[0])]}))
    attempt = drafts.start(service, person, due.parts).attempt
    checkin.record(service, person, attempt, sent)


@pytest.mark.parametrize("kind", ["alliance", "four-point", "house", "network"])
def test_a_year_of_each_template_is_asked_as_planned_and_decided(service, clock, kind):
    text = (ROOT / f"programmes/{kind}.toml").read_text()
    plan = programme.apply(service, text).programme
    publish_keys(service)
    aggregator = tools.build(service.settings, service.store, clock=clock)
    token = somebody(service, plan)
    asked, kinds = [], []
    for week in range(53):
        if week not in AWAY:
            person = present(service, token)
            while (due := agenda.due(service, person)).parts:
                asked += [(week, part.instrument.id) for part in due.parts]
                kinds.append((week, due.kind, due.items_at_most))
                answer(service, person, due)
        if week % EACH == 0:
            assert release.run(aggregator).well
        clock.pass_(weeks=1)

    times = Counter(name for _, name in asked)
    here = 53 - len(AWAY)
    assert times["days"] == times["urges"] == here
    assert set(times) == {entry.instrument for entry in plan.schedule}
    assert all(times[name] >= 3 for name in times if name != "about-me")
    assert max(Counter(week for week, name in asked if name in LONG).values()) == 1
    assert (0, "first", 3) in kinds
    assert (AWAY.stop, "comeback", 3) in kinds
    assert all(items <= 21 for _, _, items in kinds)
    with service.store.read() as connection:
        states = [row.state for row in rounds.of_programme(connection, plan.id)]
    # the present round is open, and those before it wait for their Tuesday
    waiting = 1 + 2 // plan.round_weeks
    assert states.count("decided") >= len(states) - waiting
    assert len(states) * plan.round_weeks > 52
