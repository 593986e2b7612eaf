"""Parquet files beside the CSV files, where the extra `export` is installed."""

from importlib.util import find_spec
from pathlib import Path

from survey.interop.package.table import ID, Table

EXTRA = find_spec("polars") is not None


def write(folder: Path, table: Table) -> None:
    """Write a table again as Parquet, streamed; reserve codes stay numbers."""
    import polars as pl

    kinds = {
        column.name: pl.Int32 if column.variable.whole else pl.Float64
        for column in table.columns
    }
    rows = pl.scan_csv(folder / f"{table.name}.csv", schema={ID: pl.String, **kinds})
    rows.sink_parquet(folder / f"{table.name}.parquet", compression="zstd")
