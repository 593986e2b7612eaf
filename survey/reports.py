"""The newest report about a programme, as views may know it: told figures, no more."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.privacy.report import NAME, Measured, Report
from survey.records.queries import reporting
from survey.results_of_programme import Measure, measure_of
from survey.service import Service

USUALLY = "life.mean"
"""What is looked at first where no plan says otherwise."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and how the figures of each measure are to be read."""

    report: Report
    measures: Mapping[str, Measure]

    @property
    def first(self) -> Measured | None:
        """Return the measure that the report is about: the plan's, or the usual one."""
        wanted = self.report.plan.measure if self.report.plan else USUALLY
        found = sorted(self.report.measures, key=lambda each: each.name != wanted)
        return found[0] if found else None

    @property
    def others(self) -> tuple[Measured, ...]:
        """Return the other measures that have a figure."""
        return tuple(
            each
            for each in self.report.measures
            if each != self.first and any(line.change for line in each.lines)
        )


def newest(service: Service, programme_id: str) -> Told | None:
    """Return the newest report of a programme; None if there is none yet."""
    with service.store.read() as connection:
        row = reporting.newest(connection, programme_id, NAME)
    if row is None:
        return None
    return told(service, Report.model_validate_json(row.page))


def told(service: Service, report: Report) -> Told:
    """Return a report with what its measures are."""
    names = {each.name for each in report.measures}
    names |= {report.plan.measure} if report.plan else set()
    library = service.instruments
    return Told(report, {name: measure_of(library, name) for name in sorted(names)})
