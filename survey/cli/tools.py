"""What commands work with, made when one first asks for it and closed at the end."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import click

from survey import configuration, service
from survey.cli.endings import NOT_FOUND, Ending
from survey.clock import SystemClock
from survey.measure.instruments import Library
from survey.records import migrate
from survey.records.store import Store
from survey.service import Service
from survey.settings import Settings
from survey.shelf import in_force

NO_DATABASE = "There is no database yet: run `tidemark db upgrade`."
OLD_DATABASE = "The database is not at the newest revision: run `tidemark db upgrade`."


class Tools:
    """Give a command the settings, the store and the service it asks for."""

    @cached_property
    def settings(self) -> Settings:
        """Return the settings of this deployment."""
        return configuration.load()

    @cached_property
    def store(self) -> Store:
        """Return the database, which need not be there or up to date."""
        return Store(self.settings.database.url.get_secret_value())

    @cached_property
    def files(self) -> Library:
        """Return the instruments of the folder; needs no database."""
        return service.read_instruments(Path(self.settings.instruments.folder))

    @cached_property
    def instruments(self) -> Library:
        """Return the instruments in force, as far as there is a database."""
        return in_force(self.files, self.store, SystemClock())

    @cached_property
    def service(self) -> Service:
        """Return the service, after looking that its database is there and current."""
        self.needs_database()
        built = service.build(self.settings, clock=SystemClock())
        self._closing.append(built.store.engine.dispose)
        return built

    @cached_property
    def _closing(self) -> list[Callable[[], None]]:
        return []

    @property
    def has_database(self) -> bool:
        """Return whether there is a database; asking makes none."""
        return self.store.file is None or self.store.file.exists()

    def needs_database(self) -> None:
        """Stop when the database is missing or behind."""
        if not self.has_database:
            raise Ending(NO_DATABASE)
        with self.store.read() as connection:
            if not migrate.is_current(connection):
                raise Ending(OLD_DATABASE)

    def close(self) -> None:
        """Let go of every connection."""
        if "store" in self.__dict__:
            self.store.engine.dispose()
        for step in self._closing:
            step()


given = click.make_pass_decorator(Tools)
"""Hand a command its tools."""


def read_text(path: Path) -> str:
    """Return the text of a file that was named on the command line."""
    if path.is_dir():
        raise Ending(f"{path} is a folder, not a file.", NOT_FOUND)
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Ending(f"{path} is not UTF-8 text.") from None


@contextmanager
def processes(workers: int) -> Iterator[Executor | None]:
    """Give processes that open seals; none where one is enough."""
    if workers == 1:
        yield None
        return
    with ProcessPoolExecutor(workers) as executor:
        yield executor
