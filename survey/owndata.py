"""A copy of all that is a person's own, for them to take along.

It holds the questions with the answers, so that it can be read without this program.
Only the person's own key opens what stands in it.
"""

from typing import Any

from survey import consent, custody, groups, keeping, notes, programme, sessions
from survey.custody import Entry
from survey.interop import fhir_response
from survey.measure.answers import Answer, Missing, Outside
from survey.measure.item import Item
from survey.person import Person, seed_of
from survey.service import Service


def of(service: Service, person: Person) -> dict[str, Any]:
    """Return everything of a person as plain data, oldest first; needs the words."""
    seed = seed_of(person)
    with service.store.read() as connection:
        plan = programme.one(connection, person.programme_id)
        group = groups.alias_of(connection, person.group_id)
        entries = custody.history(service, connection, person.id, seed)
    return {
        "made_on": service.clock.now().date().isoformat(),
        "programme": {"id": plan.id, "name": plan.name},
        "group": group,
        "joined_week": person.joined.isoformat(),
        "check_ins": [_entry(entry) for entry in entries],
        "notes": [
            {"week": note.week.isoformat(), "kind": note.kind, "text": note.text}
            for note in notes.everything(service, person)
        ],
        "sharing": [
            {
                "purpose": choice.purpose,
                "answer": choice.answer,
                "since_week": choice.since.isoformat() if choice.since else None,
            }
            for choice in consent.sharing(service, person)
        ],
        "phones": [
            {
                "remembered": device.remember.value,
                "this_one": device.this,
                "until": device.until.isoformat(),
            }
            for device in sessions.of(service, person)
        ],
        "spare_words": keeping.has_spare(service, person),
    }


def responses(service: Service, person: Person) -> dict[str, Any]:
    """Return a person's answers as other health programs read them, oldest first."""
    seed = seed_of(person)
    with service.store.read() as connection:
        entries = custody.history(service, connection, person.id, seed)
    return fhir_response.bundle(
        [(entry.instrument, entry.answers, entry.week) for entry in entries]
    )


def _entry(entry: Entry) -> dict[str, Any]:
    instrument = entry.instrument
    return {
        "week": entry.week.isoformat(),
        "turn": entry.turn,
        "instrument": instrument.id,
        "version": instrument.version,
        "title": instrument.title,
        "recall": instrument.recall,
        "answers": [
            _answer(item, entry.answers.get(item.id, Missing.NOT_ASKED))
            for item in instrument.items
        ],
    }


def _answer(item: Item, answer: Answer) -> dict[str, Any]:
    told: dict[str, Any] = {"item": item.id, "question": item.text}
    match answer:
        case Missing():
            return {**told, "answer": None, "missing": answer.value}
        case Outside(code):
            plain: object = code
        case tuple():
            plain = list(answer)
        case _:
            plain = answer
    words = ", ".join(item.words(answer))
    return {**told, "answer": plain, **({"words": words} if words else {})}
