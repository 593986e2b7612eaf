"""One table in every format at once, so that each person is looked at once."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from survey.interop.package.cells import CsvSheet
from survey.interop.package.dta import DtaSheet
from survey.interop.package.sav import SavSheet
from survey.interop.package.table import Number, Table


class Sheets:
    """Write a table as .csv, .sav and .dta; leaving it finishes the files."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._folder, self._table = folder, table
        self._open = ExitStack()

    def __enter__(self) -> "Sheets":
        with ExitStack() as opened:
            stem, enter = str(self._folder / self._table.name), opened.enter_context
            text = Path(f"{stem}.csv").open("w", encoding="utf-8", newline="")
            self._csv = CsvSheet(enter(text), self._table)
            self._sav = SavSheet(enter(Path(f"{stem}.sav").open("wb")), self._table)
            self._dta = DtaSheet(enter(Path(f"{stem}.dta").open("wb")), self._table)
            self._open = opened.pop_all()
        return self

    def __exit__(
        self,
        failed: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        with self._open:
            if failed is None:
                self._sav.close()
                self._dta.close()

    def write(self, person: str, numbers: Sequence[Number]) -> None:
        """Add a row to each."""
        self._csv.write(person, numbers)
        self._sav.write(person, numbers)
        self._dta.write(person, numbers)
