"""README.txt: what an evaluator has to know, and could print as a methods section."""

from collections.abc import Iterator, Mapping
from datetime import date
from textwrap import fill

from survey.interop.package import told
from survey.interop.package.about import About, Counted, Stage
from survey.interop.package.labels import TAGS
from survey.measure.codebook import REASONS
from survey.measure.study import FIRST_OUTSIDE, HIGHEST_RESERVE, LOWEST_RESERVE

_WIDTH = 78
_DOTTED = 66


def readme(about: About, counted: Counted, files: Mapping[str, str]) -> str:
    """Write the whole text; `files` maps a name to what it holds."""
    chapters = {
        "Who took part": _flow(about, counted),
        "How it was collected": [_filled(told.COLLECTED)],
        "What keeps people from being recognised": _rules(about),
        "What was planned beforehand": [_plan(about)],
        "Questionnaires, sources and licences": _instruments(about),
        "Missing values": _missing(),
        "Files": [_files(files)],
        "How to read them": [_filled(told.READ.format(last=len(about.periods) - 1))],
        "What these data cannot say": [_filled(told.LIMITS)],
        "What you agreed to": _agreed(about),
        "How to cite": [_filled(_citation(about))],
    }
    parts = [f"{_filled(about.title)}\n{'=' * _WIDTH}", _summary(about, counted)]
    for heading, paragraphs in chapters.items():
        parts += [f"{heading}\n{'-' * len(heading)}", *paragraphs]
    return "\n\n".join(parts) + "\n"


def _summary(about: About, counted: Counted) -> str:
    when = "a week" if about.tier == "study" else "a period"
    return _filled(
        f"Export {about.export}, answers up to {about.as_of}. It holds "
        f"{counted.people} people and {counted.occasions} occasions; an occasion is "
        f"{when} in which a person answered. Each number was given by the person it is "
        "about, who gave no name. Self-reported, unverified, identities not "
        "checked; not suitable as a trigger of payment."
    )


def _flow(about: About, counted: Counted) -> Iterator[str]:
    yield "\n".join(map(_line, about.flow)) or _filled(told.NO_FLOW)
    yield "People in these files with an answer in each span of weeks:"
    yield "\n".join(map(_line, counted.answered))
    yield _filled(told.FLOW)
    if about.left_out:
        yield "Not in these files, and why:"
        yield "\n".join(map(_line, about.left_out))


def _line(stage: Stage) -> str:
    people = "not shown" if stage.people is None else str(stage.people)
    return f"  {stage.name} ".ljust(_DOTTED, ".") + f" {people}"


def _rules(about: About) -> Iterator[str]:
    yield _filled(told.NEVER + told.TIERS[about.tier])
    if about.k is not None:
        more = "" if about.m is None else told.KNOWN.format(m=about.m, k=about.known)
        yield _filled(told.REACHED.format(k=about.k, l=about.diversity or 1) + more)
    if about.suppressed is not None:
        yield _filled(told.SUPPRESSED.format(share=100 * about.suppressed))
    if about.rules:
        yield "\n".join(_item(rule) for rule in about.rules)


def _plan(about: About) -> str:
    plan = about.plan
    if plan is None:
        return _filled(told.NO_PLAN)
    said = plan._asdict() | {"since": _day(plan.since)}
    return _filled(told.PLAN.format(**said))


def _instruments(about: About) -> Iterator[str]:
    for one in sorted(about.instruments, key=lambda each: (each.id, each.version)):
        lines = [
            f"{one.title} ({one.id}, version {one.version}), recall: {one.recall}."
        ]
        if one.licence:
            lines += [f"Source: {one.licence.source}."]
            lines += [f"Licence: {one.licence.status}; {one.licence.holder}."]
            lines += [one.licence.terms]
        elif one.kind == "own":
            lines += [told.OWN]
        else:
            lines += [told.PLAIN]
        yield _item(" ".join(lines))
    yield _filled(told.WORDING)


def _missing() -> Iterator[str]:
    yield _filled(
        f"Every whole code from {LOWEST_RESERVE} to {HIGHEST_RESERVE} stands for a "
        "missing value, in every file but .dta, where Stata's own letters do:"
    )
    yield "\n".join(f"  {code}  .{TAGS[code]}  {REASONS[code]}" for code in REASONS)
    yield _filled(
        f"Codes from {FIRST_OUTSIDE} up (Stata .f and on) are answers that a question "
        "offers beside its scale, such as “I did not try to this week”; the codebook "
        "has them by column. Never take the codes for numbers."
    )


def _files(files: Mapping[str, str]) -> str:
    wide = max(map(len, files))
    return "\n".join(f"  {name.ljust(wide)}  {says}" for name, says in files.items())


def _agreed(about: About) -> Iterator[str]:
    if about.agreement:
        recipient, purpose, until, version = about.agreement
        yield _filled(
            f"Given to {recipient} for: {purpose}. Until {_day(until)}, under version "
            f"{version} of the agreement."
        )
    until_day = _day(about.delete_by) if about.delete_by else "the day agreed"
    yield "\n".join(_item(one.format(day=until_day)) for one in told.DUTIES)


def _citation(about: About) -> str:
    return (
        f"{about.title}. Export {about.export[:8]}, answers up to {about.as_of}. "
        f"Collected with {about.software}. Cite the questionnaires you use as well."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _filled(text: str) -> str:
    return "\n\n".join(
        fill(one.strip(), _WIDTH, break_on_hyphens=False) for one in text.split("\n\n")
    )


def _item(text: str) -> str:
    return fill(text, _WIDTH, initial_indent="  * ", subsequent_indent="    ")
