"""The last steps of the flow, counted while the rows are written: who answered when."""

from survey.interop.package.about import About, Stage
from survey.measure.following import windows
from survey.measure.study import Record

ROUNDED = 5


class Flow:
    """Count the people with an answer in each period, and in each window of a report.

    Windows of a report are in weeks, so only tier study has them.
    """

    def __init__(self, about: About) -> None:
        spans = {one.label: (one.first, one.last) for one in about.periods}
        if about.tier == "study":
            plan = about.plan
            named = windows((plan.first_week, plan.last_week) if plan else None)
            spans |= {f"Window: weeks {a} to {b}": (a, b) for a, b, _aim in named}
        else:
            # an occasion of this tier says the place of its period
            spans = {label: (at, at) for at, label in enumerate(spans)}
        self._spans = spans
        self._counts = dict.fromkeys(spans, 0)
        self.people = 0

    def add(self, record: Record) -> None:
        """Count one person."""
        self.people += 1
        times = [occasion.when for occasion in record.occasions]
        for label, (first, last) in self._spans.items():
            self._counts[label] += any(
                first <= when and (last is None or when <= last) for when in times
            )

    def stages(self) -> tuple[Stage, ...]:
        """Give people per span, rounded to 5."""
        return tuple(
            Stage(label, ROUNDED * round(people / ROUNDED))
            for label, people in self._counts.items()
        )
