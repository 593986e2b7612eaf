"""Evidence that leaves the house, in full: `./dev prove exports`."""

import sys

from prove import (
    deidentified,
    handing_over,
    packaged,
    packaged_apart,
    reports,
    spreadsheet,
    statistics,
)
from prove.table import show

if __name__ == "__main__":
    figures = [reports.published, reports.of_real_people, statistics.beside_others]
    told = [reports.attacked]
    opened = [packaged.read_back, packaged.same_as_source, packaged.completers]
    apart = [packaged_apart.validated, packaged_apart.memory, packaged_apart.same_bytes]
    proofs = [*figures, *told, *opened, spreadsheet.inert, *apart]
    proofs += deidentified.PROOFS
    proofs += [handing_over.whole_study, handing_over.killed, handing_over.sizes]
    sys.exit(show("Evidence that leaves the house, in full", proofs))
