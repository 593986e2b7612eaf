"""What leaves in a record is what packing and scoring say, for every shipped set."""

from hypothesis import given

from survey.measure import scoring
from survey.measure.answers import Missing, Outside, pack, unpack
from survey.measure.recording import recorder
from survey.measure.study import Gone
from tests.measure.made_up import answered
from tests.measure.shelf import shelf


def slowly(instrument, plain):
    """Say the same the long way round."""
    answers, found = unpack(instrument, plain), {}
    for item in instrument.items:
        answer = answers[item.id]
        for choice in item.choices if item.type == "several" else ():
            missing = isinstance(answer, Missing | Outside)
            taken = answer if missing else int(choice.value in answer)
            found[f"{item.id}.{choice.value}"] = taken
        if item.type != "several":
            found[item.id] = answer
    told = {f"score.{k}": v for k, v in scoring.scores(instrument, answers).items()}
    for name, level in scoring.domains(instrument, answers).items():
        told[f"domain.{name.partition('.')[2]}"] = level
    return found | {k: Gone.NOT_COMPUTED if v is None else v for k, v in told.items()}


@given(answered())
def test_answers_come_out_as_they_were_given(drawn):
    instrument, answers = drawn
    plain = pack(instrument, answers)

    assert recorder(instrument).values(plain) == slowly(instrument, plain)


def test_scores_and_domains_of_every_shipped_set_are_those_of_scoring():
    for instrument in shelf():
        read = recorder(instrument)
        for pick in (0, -1, None):
            given_ = {
                item.id: item.values[pick]
                for item in instrument.items
                if pick is not None and item.values and item.type != "several"
            }
            try:
                plain = pack(instrument, given_)
            except Exception:  # noqa: BLE001  # answers that rule each other out
                continue
            assert read.values(plain) == slowly(instrument, plain), instrument.id
