"""What a group sees of itself: for each domain one picture, one sentence, one table.

All three are made from the same releases. Where a picture rests there is a sentence
and never an empty frame.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from survey.measure.instruments import Library
from survey.measure.rounds import add_weeks
from survey.measure.scale import Domain as Declared
from survey.privacy.shown import Arrow, Page
from survey.programme import Programme
from survey.results import Domain, GroupResults, Release
from survey.web import group_drawing, group_words
from survey.web.course import in_words
from survey.web.measures import capital
from survey.web.say import _

ARROWS = {Arrow.UP: "↑", Arrow.DOWN: "↓", Arrow.STEADY: "↔"}
NOTHING = Markup()
SHOWN_WEEKS = 52
"""How far back a picture goes; the page to explore goes back to the beginning."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what the picture shows of some weeks."""

    when: str
    where: str
    people: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One of the five steps beside a picture."""

    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class GroupPicture:
    """Everything that a page shows of one domain; only a name if nothing ever was."""

    domain: Domain
    name: str
    about: str
    rests: bool = True
    """Whether the newest weeks are not shown."""
    where: str = ""
    caption: str = ""
    arrow: str = ""
    facts: tuple[str, ...] = ()
    svg: Markup = NOTHING
    rungs: tuple[Rung, ...] = ()
    rows: tuple[Row, ...] = ()
    first: str = ""
    last: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Return the caption for a place where the name does not stand above it."""
        return f"{self.name}. {self.caption}"


def of_group(
    results: GroupResults, plan: Programme, library: Library
) -> tuple[GroupPicture, ...]:
    """Return the pictures of a group, in the order in which questions are asked."""
    if results.newest is None:
        return ()
    since = add_weeks(results.newest.last, -SHOWN_WEEKS)
    return tuple(
        _picture(
            domain,
            declared,
            [each for each in results.of(domain) if each.when.last > since],
            results,
        )
        for domain, declared in _domains(plan, library)
    )


def explored(
    results: GroupResults, plan: Programme, library: Library, domain: str
) -> tuple[GroupPicture, dict[str, Any]] | None:
    """Return the whole course of a domain twice, the second time for Plotly."""
    for known, declared in _domains(plan, library):
        releases = results.of(known)
        if known == domain and any(each.page for each in releases):
            drawn = _picture(known, declared, releases, results)
            return drawn, group_drawing.figure(releases)
    return None


def aloud(results: GroupResults, pictures: Sequence[GroupPicture]) -> str:
    """Return one sentence that somebody can read to all; empty if everything rests."""
    if results.newest is None or all(picture.rests for picture in pictures):
        return ""
    said = "; ".join(
        _("“%(name)s” rests", name=picture.name)
        if picture.rests
        else _("“%(name)s” was %(where)s", name=picture.name, where=picture.where)
        for picture in pictures
    )
    when = group_words.span(results.newest)
    return _("In %(when)s, %(pictures)s.", when=when, pictures=said)


def _domains(plan: Programme, library: Library) -> tuple[tuple[Domain, Declared], ...]:
    # a set may stand in the schedule twice
    asked = dict.fromkeys(entry.instrument for entry in plan.schedule)
    return tuple(
        (Domain(f"{instrument.id}.{domain.id}"), domain)
        for instrument in map(library.current, asked)
        for domain in instrument.group_domains
    )


def _picture(
    domain: Domain,
    declared: Declared,
    releases: Sequence[Release],
    results: GroupResults,
) -> GroupPicture:
    name, _colon, about = declared.title.partition(": ")
    shown = [each for each in releases if each.page]
    if not shown:
        return GroupPicture(domain, name, capital(about))
    latest = shown[-1]
    rests = latest.when != results.newest
    where = _where(latest, rests=rests)
    caption = _("When last shown: %(where)s.", where=where) if rests else f"{where}."
    arrow = latest.page.arrow if latest.page and not rests else None
    return GroupPicture(
        domain=domain,
        name=name,
        about=capital(about),
        rests=rests,
        where=where,
        caption=capital(caption),
        arrow=ARROWS[arrow] if arrow else "",
        facts=_facts(latest, results.site),
        svg=group_drawing.drawing(releases, f"{name}. {capital(caption)}"),
        rungs=_rungs(None if rests else latest.page),
        rows=tuple(_row(each) for each in reversed(releases)),
        first=in_words(group_drawing.begins(releases)),
        last=_("to %(day)s", day=_sunday(releases[-1])),
        notes=_notes(releases, results.site),
    )


def _rungs(page: Page | None) -> tuple[Rung, ...]:
    names = group_words.bands()
    here = page.band if page else None
    return tuple(
        Rung(names[band], here=band == here) for band in reversed(range(len(names)))
    )


def _where(each: Release, *, rests: bool = False) -> str:
    """Return the band of a release in words, and where it went unless that is past."""
    if each.page is None:
        return _("rests")
    band = group_words.bands()[each.page.band]
    way = "" if rests else group_words.way(each.page.arrow)
    return f"{band}, {way}" if way else band


def _sunday(release: Release) -> str:
    return in_words(release.when.last + timedelta(days=6))


def _facts(latest: Release, site: str) -> tuple[str, ...]:
    if latest.page is None:
        return ()
    words = {
        "when": capital(group_words.span(latest.when)),
        "people": group_words.people(latest.page.n_class),
        "site": site,
    }
    if latest.pooled:
        counted = _("%(when)s, %(people)s of several groups of %(site)s.", **words)
    else:
        counted = _("%(when)s, %(people)s.", **words)
    spread = group_words.among_us(latest.page.parts)
    return (counted, spread) if spread else (counted,)


def _row(each: Release) -> Row:
    people = group_words.people(each.page.n_class) if each.page else ""
    if each.pooled and people:
        people = _("%(people)s of several groups", people=people)
    return Row(capital(group_words.span(each.when)), _where(each), people)


def _notes(releases: Sequence[Release], site: str) -> tuple[str, ...]:
    first = next(n for n, each in enumerate(releases) if each.page)
    notes = []
    if any(each.page is None for each in releases[first:]):
        notes.append(_("Where there is a gap, the picture rested."))
    if group_drawing.turns(releases):
        words = _("A dotted line: on one side of it the picture is of this group, on "
                  "the other of several groups of %(site)s.", site=site)  # fmt: skip
        notes.append(words)
    return tuple(notes)
