"""What a setting may be, and that config.example.toml says the same."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from survey.configuration import ONLY_FROM_A_FILE, load, places
from survey.settings import Database, HelpLine, Safety, Server, Settings

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
SETTING_OFF = re.compile(r"^#(?=[a-z\[])", re.MULTILINE)


@pytest.mark.parametrize(
    "url",
    ["https://check.example.org", "http://127.0.0.1:8000", "http://[::1]:8000"],
    ids=["https", "loopback", "loopback-v6"],
)
def test_https_and_this_machine_are_public_urls(url: str) -> None:
    assert Server(public_url=url + "/").public_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://check.example.org",
        "http://192.168.1.5:8000",
        "https://check.example.org/survey",
        "https://fay@check.example.org",
        "check.example.org",
    ],
    ids=["plain-http", "plain-http-nearby", "with-path", "with-name", "no-scheme"],
)
def test_a_public_url_that_would_lose_the_cookie_or_mislead_is_refused(
    url: str,
) -> None:
    with pytest.raises(ValidationError):
        Server(public_url=url)


def test_a_server_answers_to_its_own_name_to_this_machine_and_to_those_named() -> None:
    server = Server(
        public_url="https://check.example.org", trusted_hosts=("check.example.net",)
    )

    assert {"check.example.org", "check.example.net", "127.0.0.1"} < set(server.hosts)
    assert "check.example.com" not in server.hosts


def test_no_repr_and_no_message_shows_a_database_password() -> None:
    good = Database(url=SecretStr("postgresql+psycopg://web:hunter2@db/tidemark"))

    with pytest.raises(ValidationError) as refused:
        Database(url=SecretStr("mysql://web:hunter2@db/tidemark"))

    shown = f"{good!r} {Settings(database=good)} {refused.value}"
    assert "hunter2" not in shown


def test_settings_stay_as_they_were_made() -> None:
    settings = Settings()

    with pytest.raises(ValidationError):
        settings.server.threads = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    "contact",
    ["", "mailto:security@example.org", "https://example.org/security"],
    ids=["none", "mail", "page"],
)
def test_a_place_to_report_a_weakness_is_mail_or_a_page(contact: str) -> None:
    assert Safety(security_contact=contact).security_contact == contact


@pytest.mark.parametrize(
    "contact",
    ["security@example.org", "http://example.org", "mailto:a@b.example\nContact: x"],
    ids=["bare", "plain-http", "two-lines"],
)
def test_any_other_place_to_report_a_weakness_is_refused(contact: str) -> None:
    with pytest.raises(ValidationError):
        Safety(security_contact=contact)


@pytest.mark.parametrize(
    "number", ["116 123", "+44 20 7946 0018"], ids=["short", "abroad"]
)
def test_a_number_that_a_phone_can_dial_is_accepted(number: str) -> None:
    line = HelpLine(
        name="Line", number=number, hours="always", cost="free", on_bill=False
    )

    assert line.number == number


def test_words_in_place_of_a_number_are_refused() -> None:
    with pytest.raises(ValidationError):
        HelpLine(
            name="Line", number="ask Fay", hours="always", cost="free", on_bill=False
        )


def test_every_default_line_of_help_is_marked_as_a_placeholder() -> None:
    assert all(line.placeholder for line in Settings().help)


def test_the_example_with_every_setting_on_gives_the_defaults(tmp_path: Path) -> None:
    everything = tmp_path / "config.toml"
    everything.write_text(SETTING_OFF.sub("", EXAMPLE.read_text()))

    assert load(everything, {}) == Settings()


def test_the_example_as_it_stands_sets_nothing() -> None:
    assert not any(tomllib.loads(EXAMPLE.read_text()).values())


def test_the_example_names_every_setting() -> None:
    everything = tomllib.loads(SETTING_OFF.sub("", EXAMPLE.read_text()))

    named = {
        (section, key)
        for section, content in everything.items()
        if isinstance(content, dict)
        for key in content
    }

    assert named == set(places()) - {ONLY_FROM_A_FILE}
    assert {key for line in everything["help"] for key in line} == set(
        HelpLine.model_fields
    )


def test_the_example_gives_a_reason_before_each_setting() -> None:
    lines = EXAMPLE.read_text().splitlines()

    bare = [
        line
        for before, line in itertools.pairwise(lines)
        if re.match(r"#[a-z]+(_[a-z]+)* =", line) and not before.startswith("#")
    ]

    assert bare == []
