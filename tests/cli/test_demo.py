"""The demo from the command line: made once, its words kept where they belong."""

from pathlib import Path

from survey import signin, staff, staff_signin
from survey.person import Remember
from survey.privacy import codes
from tests.accounts_of_staff import digits, secret_in
from tests.cast import visit

CODE, JOIN = Path("instance/demo/code.txt"), Path("instance/demo/join-code.txt")


def test_the_demo_prints_words_that_open_and_a_join_code_and_runs_twice(
    deployed, behind
):
    first = deployed("demo", "--json")
    again = deployed("demo")

    words = first.json["code"]
    assert first.code == again.code == 0
    assert signin.sign_in(behind, codes.parse(words), Remember.NO)
    assert CODE.read_text().strip() == words == again.out.splitlines()[0]
    assert JOIN.read_text().strip() == first.json["join_code"]
    assert CODE.stat().st_mode & 0o777 == 0o600
    assert CODE.parent.stat().st_mode & 0o777 == 0o700
    assert "32 of 32" in first.err


def test_it_applies_its_own_programme_and_makes_its_keys(deployed):
    typed = deployed("demo")

    assert typed.code == 0
    assert "Published: four-point, group, epoch 1." in typed.err
    ids = [row["id"] for row in deployed("programme", "list", "--json").json]
    assert ids == ["four-point", "harbour"]


def test_made_up_people_are_not_mixed_among_real_ones_unasked(deployed, behind):
    visit(behind)

    plain = deployed("demo")
    if_empty = deployed("demo", "--if-empty")
    agreed = deployed("demo", "--yes")

    assert (plain.code, plain.out) == (1, "")
    assert (if_empty.code, if_empty.out) == (0, "")
    assert agreed.code == 0


def test_without_keys_it_is_refused(deployed, monkeypatch):
    monkeypatch.setenv("TIDEMARK_KEYS__AGGREGATOR_FINGERPRINT", "")

    assert deployed("demo").code == 4
    assert not CODE.exists()


def test_words_count_only_once_they_open(deployed, behind):
    deployed("demo")
    waiting = CODE.with_name("code.txt.new")
    CODE.rename(waiting)

    typed = deployed("demo", "--json")

    assert not waiting.exists()
    assert typed.json["code"] == CODE.read_text().strip()


def test_the_made_up_staff_sign_in_with_what_was_kept(deployed, behind):
    deployed("demo")
    deployed("demo")
    kept = Path("instance/demo/staff.txt")
    lines = kept.read_text().splitlines()

    assert kept.stat().st_mode & 0o777 == 0o600
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == [
        "Robin (facilitator, four-point/heron)",
        "Sam (organiser, four-point/market-hall)",
        "Alex (evaluator, four-point)",
        "Jo (evaluator, four-point)",
    ]
    for at, name in enumerate(("Robin", "Sam", "Alex", "Jo")):
        password = lines[3 * at + 1].split()[1]
        secret = secret_in(lines[3 * at + 2].strip())
        token = staff_signin.by_password(behind, name, password, digits(behind, secret))
        assert staff.resume(behind, token).name == name
