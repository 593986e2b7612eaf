"""What PSPP and R see when they open the files of an export.

Each gives the cells as text, the label of each column, the words of its values and what
it takes for missing, in one form, so that one comparison judges all of them.
"""

import csv
import io
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Cells = list[dict[str, str]]

SPSS = """
SET TVARS=NAMES.
GET FILE='{path}'.
SAVE TRANSLATE /OUTFILE='{out}/kept.csv'
 /TYPE=CSV /FIELDNAMES /CELLS=VALUES /REPLACE.
SAVE TRANSLATE /OUTFILE='{out}/gone.csv'
 /TYPE=CSV /FIELDNAMES /CELLS=VALUES /MISSING=RECODE /REPLACE.
DISPLAY DICTIONARY.
"""

R = """
library(haven)
told <- function(x, how) {{
  file <- function(name) paste0("{out}/", name, ".csv")
  write.csv(lapply(x, how), file("kept"), row.names = FALSE, na = "")
  write.csv(lapply(x, function(v) ifelse(is.na(v), "", as.vector(v))),
    file("gone"), row.names = FALSE)
  labels <- sapply(x, function(v) attr(v, "label"))
  write.csv(data.frame(name = names(labels), label = labels), file("labels"),
    row.names = FALSE, fileEncoding = "UTF-8")
  words <- do.call(rbind, lapply(names(x), function(n) {{
    l <- attr(x[[n]], "labels")
    if (is.null(l)) NULL else data.frame(name = n, value = how(l), word = names(l))
  }}))
  write.csv(words, file("words"), row.names = FALSE, fileEncoding = "UTF-8")
}}
plain <- function(v) as.vector(v)
with_tag <- function(v) {{
  if (!is.double(v)) return(as.vector(v))
  ifelse(is.na(v), paste0(".", na_tag(v)), as.character(as.vector(v)))
}}
options(digits = 15, scipen = 100)
"""
READ_SAV = 'told(read_sav("{path}", user_na = TRUE), plain)'
READ_DTA = 'told(read_dta("{path}"), with_tag)'
READ_OURS = """
setwd("{path.parent}")
source("import.R")
told({path.name}, with_tag)
"""
CHANGE = """
library(haven)
d <- read_dta("{path}")
wave <- function(n) as.numeric(d[[paste0("ces_d_sum_total_p", n)]])
first <- wave(0)
last <- first
for (n in 1:9) last <- ifelse(is.na(wave(n)), last, wave(n))
said <- function(x) sprintf("%.1f (n = %d)", mean(x, na.rm = TRUE), sum(!is.na(x)))
cat(said(wave(8) - first), said(last - first), sep = "; ")
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as a program sees it: cells with every code, cells without missing."""

    kept: Cells
    gone: Cells
    labels: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    missing: Mapping[str, str] = field(default_factory=dict)


def pspp(program: str, path: Path, out: Path) -> Seen:
    """Open a .sav file with PSPP."""
    script = out / "open.sps"
    script.write_text(SPSS.format(path=path, out=out))
    told = _run(program, "-O", "format=csv", str(script))
    labels, words, missing, name, table = {}, {}, {}, "", ""
    for row in csv.reader(io.StringIO(told)):
        if row and row[0].startswith("Table: "):
            table = row[0]
        elif table == "Table: Variables" and len(row) > 8 and row[0] != "Name":
            labels[row[0]], missing[row[0]] = row[2], row[9]
        elif table == "Table: Value Labels" and len(row) == 3 and row[1]:
            name = row[0] or name
            value = number(re.sub(r"\[.\]$", "", row[1]))
            words.setdefault(name, {})[value] = row[2]
    return Seen(
        cells(out / "kept.csv"), cells(out / "gone.csv"), labels, words, missing
    )


def syntax(program: str, folder: Path) -> None:
    """Run import.sps; it leaves .sav files beside the CSV files."""
    _run(program, "import.sps", folder=folder)


def haven(program: str, read: str, path: Path, out: Path) -> Seen:
    """Open a file with R and haven; `read` are the lines that open it."""
    script = out / "open.R"
    script.write_text(R.format(out=out) + read.format(path=path))
    _run(program, "--vanilla", str(script))
    labels = {row["name"]: row["label"] for row in cells(out / "labels.csv")}
    words: dict[str, dict[str, str]] = {}
    for row in cells(out / "words.csv"):
        words.setdefault(row["name"], {})[number(row["value"])] = row["word"]
    return Seen(cells(out / "kept.csv"), cells(out / "gone.csv"), labels, words)


def change(program: str, path: Path) -> str:
    """Let R work out what changed over two years in a wide file."""
    return _run(program, "--vanilla", "-e", CHANGE.format(path=path)).strip()


def _run(program: str, *words: str, folder: Path | None = None) -> str:
    done = subprocess.run(
        [program, *words],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={"LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"},
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {(done.stderr or done.stdout)[-400:]}")
    return done.stdout


def cells(path: Path) -> Cells:
    """Read a CSV file, each number in one form."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: number(cell) for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def number(cell: str) -> str:
    """Put a number into one form; a text, a tag and an empty cell stay as they are."""
    try:
        value = round(float(cell), 6) + 0.0
    except ValueError:
        return cell.strip()
    return f"{value:.6f}".rstrip("0").rstrip(".")
