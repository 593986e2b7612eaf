"""The demo: made-up people for a first look around."""

import os
from dataclasses import dataclass
from pathlib import Path

import click

from survey import demo as demos
from survey import demo_staff
from survey import programme as programmes
from survey.cli import evaluation
from survey.cli.endings import Ending
from survey.cli.talk import as_json, progress, say, show, show_json, yes
from survey.cli.tools import Tools, given, read_text
from survey.demo_staff import Somebody
from survey.privacy.codes import Code

TEMPLATE = Path(__file__).resolve().parents[2] / "programmes/four-point.toml"
CODE, JOIN_CODE, STAFF = "code.txt", "join-code.txt", "staff.txt"


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

    def keep_staff(self, people: list[Somebody]) -> None:
        """Write what signs the made-up staff in, beside its place."""
        lines = [line for somebody in people for line in somebody.lines]
        self._write(STAFF + ".new", "\n".join(lines))

    @property
    def staff(self) -> list[str]:
        """Return what signs the made-up staff in, if it was kept here."""
        path = self.folder / STAFF
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def settle(self) -> None:
        """Put in place what belongs to people who are now in the database."""
        for name in (CODE, STAFF):
            waiting = self.folder / (name + ".new")
            if waiting.exists():
                waiting.replace(self.folder / name)

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
    run changes nothing. Prints the words of one made-up participant, a join code, and
    what signs the made-up staff in.
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
    demo_staff.build(service, built.programme, papers.keep_staff)
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
                "staff": papers.staff,
            }
        )
        return
    show([papers.words or "(these words were kept elsewhere)", join_code, address])
    show(papers.staff)
    say(f"The words of one made-up participant are in {folder / CODE}.")
