"""The demo: made-up people for a first look around."""

import os
from dataclasses import dataclass
from pathlib import Path

import click

from survey import demo as demos
from survey import programme as programmes
from survey.cli import evaluation
from survey.cli.endings import Ending
from survey.cli.talk import as_json, progress, say, show, show_json, yes
from survey.cli.tools import Tools, given, read_text
from survey.privacy.codes import Code

TEMPLATE = Path(__file__).resolve().parents[2] / "programmes/four-point.toml"
CODE, JOIN_CODE = "code.txt", "join-code.txt"


@dataclass(frozen=True, slots=True)
class _Papers:
    """The folder with what a visitor of the demo needs to know."""

    folder: Path

    @property
    def words(self) -> str | None:
        """Return the seven words, if they were kept here."""
        path = self.folder / CODE
        return path.read_text(encoding="utf-8").strip() if path.exists() else None

    def keep(self, code: Code) -> None:
        """Write the words beside their place: they count only once the person does."""
        self._write(CODE + ".new", code.text)

    def settle(self) -> None:
        """Put words in place whose person is now in the database."""
        waiting = self.folder / (CODE + ".new")
        if waiting.exists():
            waiting.replace(self.folder / CODE)

    def keep_join_code(self, code: str) -> None:
        """Write the join code of one group."""
        self._write(JOIN_CODE, code)

    def _write(self, name: str, text: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / name
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when anybody is here.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("instance/demo"),
    show_default=True,
    help="Where the demo participant's words are written.",
)
@yes
@as_json
@given
def demo(
    tools: Tools, if_empty: bool, folder: Path, agreed: bool, wants_json: bool
) -> None:
    """Fill the service with made-up people for a first look around.

    Two sites with groups of 12, 9 and 4 and a house, twenty weeks up to now. A second
    run changes nothing. Prints the words of one made-up participant and a join code.
    """
    service, papers = tools.service, _Papers(folder)
    if demos.anybody(service) and not demos.begun(service):
        if if_empty:
            say("There are people here already: nothing was done.")
            return
        if not agreed:
            raise Ending("There are people here already: made-up ones need --yes.")
    if demos.PROGRAMME not in {plan.id for plan in programmes.everything(service)}:
        programmes.apply(service, read_text(TEMPLATE))
    evaluation.publish_if_at_hand(tools)
    built = demos.build(service, papers.keep, progress("Made-up people"))
    papers.settle()
    join_code = built.groups[0].join_code
    papers.keep_join_code(join_code)
    address = f"{tools.settings.server.public_url}/join/{join_code}"
    if wants_json:
        show_json(
            {
                "programme": built.programme,
                "people": built.people,
                "sittings": built.sittings,
                "code": papers.words,
                "join_code": join_code,
                "join_address": address,
            }
        )
        return
    show([papers.words or "(these words were kept elsewhere)", join_code, address])
    say(f"The words of one made-up participant are in {folder / CODE}.")
