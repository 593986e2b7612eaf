"""Somebody walking through our pages: they press what they see, fill in what is there.

Forms are sent as the page has them, so a field that a page forgot is missing here too.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from survey import checkin
from survey.measure.answers import Answer
from survey.person import Person
from survey.service import Service
from tests.web.phone import Phone

Pairs = list[tuple[str, str]]
HIDDEN = "section"
"""The element that our pages hide until something on them is tapped."""
INLINE = ("a", "bdi", "span", "strong", "small")


@dataclass
class Form:
    """One form of a page, as a browser would send it."""

    action: str
    name: str
    fields: Pairs = field(default_factory=list)
    buttons: dict[str, Pairs] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)


class Page(HTMLParser):
    """What a page says, its links, and its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.title = self.heading = self.text = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self._words = ""
        self._hidden = 0
        self._buttons: list[tuple[str, str, Pairs]] = []
        self.feed(html)
        self._attach()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += "" if tag in INLINE else " "
        given = {name: value or "" for name, value in attrs}
        self._hidden += tag == HIDDEN and "hidden" in given
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("id", "")))
        elif tag == "input" and self.forms:
            self._input(given)
        elif tag in ("a", "button", "textarea", "title", "h1"):
            self._open.append((tag, given))
            self._words = ""

    def handle_data(self, data: str) -> None:
        self._words += data
        self.text += "" if self._hidden else data

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == HIDDEN and self._hidden > 0
        if not self._open or self._open[-1][0] != tag:
            return
        _, given = self._open.pop()
        said = " ".join(self._words.split())
        if tag == "a":
            self.links.setdefault(said, given.get("href", ""))
        elif tag == "button":
            name = given.get("name")
            pair = [(name, given.get("value", ""))] if name else []
            self._buttons.append((given.get("form", ""), said, pair))
            self._attach()
        elif tag == "textarea":
            self.forms[-1].fields.append((given["name"], self._words.lstrip("\n")))
        elif tag == "title":
            self.title = said
        else:
            self.heading = said

    def _input(self, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind in ("radio", "checkbox"):
            form.offered.setdefault(name, []).append(value)
            if "checked" not in given:
                return
        form.fields.append((name, value))

    def _attach(self) -> None:
        """Give each button to its form; one may stand above the form it names."""
        for wanted, said, pair in list(self._buttons):
            named = [form for form in self.forms if wanted and form.name == wanted]
            found = named or ([] if wanted else self.forms)
            if found:
                found[-1].buttons[said] = pair
                self._buttons.remove((wanted, said, pair))


class Walk:
    """A walk through the pages on one phone."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.path = ""
        self.screens: list[str] = []
        self.answer: TestResponse
        self.page = Page("")

    def open(self, path: str) -> "Walk":
        """Go to an address, and on to wherever it leads."""
        return self._arrive(self.phone.open(path), path)

    def follow(self, words: str) -> "Walk":
        """Follow a link by what it says."""
        return self.open(self.page.links[words])

    def form(self, button: str) -> Form:
        """Return the form that has a button with these words."""
        return next(form for form in self.page.forms if button in form.buttons)

    def press(self, button: str, **changed: str | list[str]) -> "Walk":
        """Fill in a form and press one of its buttons.

        A name is written with `__` for its dot: `urges__days="3"`.
        """
        return self.send(self.form(button), button, **changed)

    def send(self, form: Form, button: str, **changed: str | list[str]) -> "Walk":
        """Send a form of a page that may not be open any more."""
        named = {name.replace("__", "."): value for name, value in changed.items()}
        sent = [(name, value) for name, value in form.fields if name not in named]
        for name, value in named.items():
            values = value if isinstance(value, list) else [value]
            sent += [(name, each) for each in values]
        sent += form.buttons[button]
        fields: dict[str, list[str]] = {}
        for name, value in sent:
            fields.setdefault(name, []).append(value)
        action = form.action or self.path
        return self._arrive(self.phone.send(action, fields), action)

    def says(self, words: str) -> bool:
        """Return whether the page says this."""
        return words in " ".join(self.page.text.split())

    @property
    def status(self) -> int:
        return self.answer.status_code

    def _arrive(self, answer: TestResponse, path: str) -> "Walk":
        while answer.status_code == 303:
            path = answer.headers["Location"]
            answer = self.phone.open(path)
        self.path, self.answer = path, answer
        html = answer.mimetype == "text/html"
        self.page = Page(answer.text if html else "")
        self.screens.append(path)
        return self


def first_visit(walk: Walk, join_code: str, *, phone: str = "Mine") -> Walk:
    """Come in from a poster, choose a goal without a note, and reach question one."""
    walk.open(f"/join/{join_code}").follow(phone).press("Start")
    return walk.press("Continue", behaviour="gambling", goal="thinking")


def first_check_in(walk: Walk, join_code: str, *, phone: str = "Mine") -> Walk:
    """Make a first visit up to what it gives back."""
    first_visit(walk, join_code, phone=phone)
    walk.press("Continue", days__as_wanted="4")
    walk.press("Continue", urges__days="3")
    walk.press("Continue", urges__strongest="6")
    return walk.press("Save this check-in")


def words_shown(walk: Walk) -> list[str]:
    """Return the seven words that stand on the page."""
    listed = walk.page.html.split('<ol class="secret"')[1].split("</ol>")[0]
    return [piece.split("</li>")[0] for piece in listed.split("<li>")[1:]]


def keep_words(walk: Walk, remember: str = "write") -> list[str]:
    """Type two words back; return all seven."""
    words = words_shown(walk.open("/words"))
    walk.press("Keep my check-ins", second=words[1], sixth=words[5], remember=remember)
    return words


def answered_weekly(walk: Walk) -> Walk:
    """Answer one question after another until the last page stands."""
    walk.press("Continue", days__as_wanted="5")
    walk.press("Continue", days__any="2")
    walk.press("Continue", urges__days="3")
    walk.press("Continue", urges__strongest="6")
    walk.press("Continue", urges__length="1")
    walk.press("Continue", urges__hard="did_not_try")
    return walk.press("Continue", urges__helped=["1", "4"])


def count(service: Service, table: type) -> int:
    """Count the rows of a table."""
    with service.store.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def latest(service: Service, person: Person) -> dict[str, dict[str, Answer]]:
    """Return a person's newest answers, by instrument."""
    told = checkin.history(service, person)
    return {entry.instrument.id: entry.answers for entry in told}
