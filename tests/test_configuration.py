"""Where settings come from, which source wins, and how mistakes are told."""

import traceback
from pathlib import Path

import pytest

from survey.configuration import BadSettings, load
from survey.settings import Settings


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def mistakes(path: Path | None, environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(BadSettings) as refused:
        load(path, environ)
    return refused.value.mistakes


def test_without_any_source_the_defaults_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert load(environ={}) == Settings()


def test_the_file_wins_over_the_default(config: Path) -> None:
    config.write_text("[server]\nthreads = 3\n")

    assert load(config, {}).server.threads == 3


def test_the_environment_wins_over_the_file(config: Path) -> None:
    config.write_text("[server]\nthreads = 3\nproxy_hops = 1\n")

    server = load(config, {"TIDEMARK_SERVER__THREADS": "4"}).server

    assert (server.threads, server.proxy_hops) == (4, 1)


def test_the_content_of_a_file_wins_over_the_environment(
    config: Path, tmp_path: Path
) -> None:
    config.write_text("[server]\nthreads = 3\n")
    (tmp_path / "threads").write_text("5\n")
    environ = {
        "TIDEMARK_SERVER__THREADS": "4",
        "TIDEMARK_SERVER__THREADS_FILE": str(tmp_path / "threads"),
    }

    assert load(config, environ).server.threads == 5


def test_the_environment_names_the_file(config: Path) -> None:
    config.write_text('[look]\nproduct_name = "Tides"\n')

    assert load(environ={"TIDEMARK_CONFIG": str(config)}).look.product_name == "Tides"


def test_an_instance_in_the_current_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "instance" / "web").mkdir(parents=True)
    Path("instance/web/config.toml").write_text('[log]\nlevel = "debug"\n')

    assert load(environ={}).log.level == "debug"


def test_a_list_in_the_environment_is_parted_by_commas(config: Path) -> None:
    config.touch()

    look = load(config, {"TIDEMARK_LOOK__LANGUAGES": "en, cy"}).look

    assert look.languages == ("en", "cy")


def test_lines_of_help_in_the_file_replace_all_placeholders(config: Path) -> None:
    config.write_text(
        '[[help]]\nname = "Line"\nnumber = "116 123"\nhours = "day and night"\n'
        'cost = "free"\non_bill = false\n'
    )

    (line,) = load(config, {}).help

    assert (line.name, line.placeholder) == ("Line", False)


def test_an_unknown_key_in_the_file_names_the_nearest(config: Path) -> None:
    config.write_text("[server]\nthread = 3\n")

    assert mistakes(config, {}) == (
        f"{config}: server.thread: no such setting; the nearest is server.threads",
    )


def test_an_unknown_section_names_the_nearest(config: Path) -> None:
    config.write_text("[sever]\nthreads = 3\n")

    (said,) = mistakes(config, {})

    assert said == f"{config}: sever: no such setting; the nearest is server"


def test_an_unknown_key_of_a_line_of_help_names_the_nearest(config: Path) -> None:
    config.write_text(
        '[[help]]\nname = "Line"\nnumber = "116 123"\nhours = "day and night"\n'
        'cost = "free"\non_bill = false\nplaceholders = true\n'
    )

    (said,) = mistakes(config, {})

    assert said.startswith(f"{config}: help 1: placeholders")
    assert said.endswith("the nearest is placeholder")


@pytest.mark.parametrize(
    "name",
    ["TIDEMARK_SERVER_THREADS", "TIDEMARK_SERVER__THREAD", "TIDEMARK_SERVER__THREDS"],
    ids=["one-underscore", "letter-missing-at-the-end", "letter-missing-within"],
)
def test_an_unknown_variable_names_the_nearest(config: Path, name: str) -> None:
    config.touch()

    (said,) = mistakes(config, {name: "3"})

    assert said == f"{name}: no such setting; the nearest is TIDEMARK_SERVER__THREADS"


def test_variables_of_others_and_of_the_tests_are_left_alone(config: Path) -> None:
    config.touch()
    environ = {"TIDE": "3", "TIDEMARK_TEST_DATABASE_URL": "postgresql://somewhere"}

    assert load(config, environ) == Settings()


def test_all_mistakes_of_all_sources_are_told_at_once(config: Path) -> None:
    config.write_text(
        '[server]\nthread = 3\nproxy_hops = 9\n[help]\n[look]\nexit_url = "x"\n'
    )
    environ = {
        "TIDEMARK_LOG__LEVEL": "loud",
        "TIDEMARK_KEYS__SUITES": "hybrid",
        "TIDEMARK_KEYS__FOLDER_FILE": str(config.parent / "nowhere"),
    }

    places = [said.rsplit(": ", 1)[0] for said in mistakes(config, environ)]

    assert sorted(places) == sorted(
        [
            f"{config}: server.thread",
            f"{config}: server.proxy_hops",
            f"{config}: help",
            f"{config}: look.exit_url",
            "TIDEMARK_LOG__LEVEL",
            "TIDEMARK_KEYS__SUITES",
            "TIDEMARK_KEYS__FOLDER_FILE",
        ]
    )


def test_a_mistake_in_a_line_of_help_tells_which_line(config: Path) -> None:
    config.write_text('[[help]]\nname = "Line"\n')

    said = mistakes(config, {})

    assert f"{config}: help 1 number: Field required" in said


def test_no_mistake_shows_a_secret(config: Path) -> None:
    config.write_text('[database]\nurl = "mysql://web:hunter2@db/tidemark"\n')
    environ = {"TIDEMARK_KEYS__PASSPHRASE": "hunter2"}

    with pytest.raises(BadSettings) as refused:
        load(config, environ)

    assert len(refused.value.mistakes) == 2
    assert "hunter2" not in "".join(traceback.format_exception(refused.value))


def test_the_passphrase_comes_from_a_file_alone(config: Path, tmp_path: Path) -> None:
    config.touch()
    (tmp_path / "passphrase").write_text("hunter2\n")

    keys = load(
        config, {"TIDEMARK_KEYS__PASSPHRASE_FILE": str(tmp_path / "passphrase")}
    ).keys

    assert keys.passphrase is not None
    assert keys.passphrase.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(keys)


def test_a_passphrase_in_the_configuration_file_is_refused(config: Path) -> None:
    config.write_text('[keys]\npassphrase = "hunter2"\n')

    (said,) = mistakes(config, {})

    assert "TIDEMARK_KEYS__PASSPHRASE_FILE" in said


def test_a_named_file_that_is_missing_is_a_mistake(config: Path) -> None:
    (said,) = mistakes(None, {"TIDEMARK_CONFIG": str(config)})

    assert said == f"{config}: cannot be read: No such file or directory"


def test_a_file_that_is_no_toml_is_told_with_its_line(config: Path) -> None:
    config.write_text("[server]\nthreads : 3\n")

    (said,) = mistakes(config, {})

    assert said.startswith(f"{config}: not a TOML file: ")
    assert "line 2" in said
