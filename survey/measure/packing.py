"""Answers as bytes and back: small, exact, the same bytes for the same answers.

The layout is frozen by golden bytes: it lies inside sealed bodies that stay for
years. Only answers that their items allow are packed, and only those come back.

    layout 1   one byte 0x01
    count      two bytes, the number of items of the instrument version
    per item   two bytes length, then that many bytes: one byte kind, then
               0 a whole number    two's complement, as few bytes as hold it
               1 an outside code   ASCII
               2 several choices   per choice one byte length and the number
               3 missing           one byte: 1 not asked, 2 skipped,
                                   3 rather not say, 4 not applicable
All figures have the high byte first.
"""

from collections.abc import Iterator, Mapping

from survey.measure.answer import Answer, Answers, Missing, Outside
from survey.measure.fitting import BadAnswers, misfit, misfits
from survey.measure.instrument import Instrument
from survey.measure.item import Item

_LAYOUT = 1
_HEAD = 3
_NUMBER, _OUTSIDE, _SEVERAL, _MISSING = range(4)
_REASONS: Mapping[Missing, int] = {
    Missing.NOT_ASKED: 1,
    Missing.SKIPPED: 2,
    Missing.RATHER_NOT_SAY: 3,
    Missing.NOT_APPLICABLE: 4,
}
_BY_CODE = {code: reason for reason, code in _REASONS.items()}


class MalformedAnswers(Exception):
    """Report bytes that are not answers to this instrument version."""


def pack(instrument: Instrument, answers: Answers) -> bytes:
    """Write answers in item order; an item left out counts as not asked.

    Raise BadAnswers for an answer that its item does not allow.
    """
    problems = misfits(instrument, answers)
    if problems:
        raise BadAnswers(problems)
    packed = [bytes([_LAYOUT]), len(instrument.items).to_bytes(2)]
    for item in instrument.items:
        body = _pack_one(answers.get(item.id, Missing.NOT_ASKED))
        packed += [len(body).to_bytes(2), body]
    return b"".join(packed)


def unpack(instrument: Instrument, data: bytes) -> dict[str, Answer]:
    """Read packed answers; raise MalformedAnswers for any other bytes."""
    if len(data) < _HEAD or data[0] != _LAYOUT:
        raise MalformedAnswers("unknown layout")
    if int.from_bytes(data[1:_HEAD]) != len(instrument.items):
        raise MalformedAnswers("another number of items")
    answers: dict[str, Answer] = {}
    place = _HEAD
    for item in instrument.items:
        end = place + 2 + int.from_bytes(data[place : place + 2])
        if end < place + 3 or end > len(data):
            raise MalformedAnswers("cut short")
        answers[item.id] = _unpack_one(item, data[place + 2 : end])
        place = end
    if place != len(data):
        raise MalformedAnswers("goes on after the last item")
    if misfits(instrument, answers):
        raise MalformedAnswers("answers that contradict each other")
    return answers


def sound(data: bytes) -> Iterator[Answer]:
    """Yield the answers, in item order, of bytes that are known to be sound."""
    place = _HEAD
    for _ in range(data[1] << 8 | data[2]):
        end = place + 2 + (data[place] << 8 | data[place + 1])
        kind, body = data[place + 2], data[place + 3 : end]
        if kind == _NUMBER:
            yield int.from_bytes(body, signed=True)
        elif kind == _MISSING:
            yield _BY_CODE[body[0]]
        elif kind == _SEVERAL:
            yield _several(body)
        else:
            yield Outside(body.decode("ascii"))
        place = end


def number_at(data: bytes, place: int) -> int | None:
    """Read one item, by its place from 0, of bytes that are known to be sound.

    None if it is no whole number.
    """
    at = _HEAD
    for _ in range(place):
        at += 2 + int.from_bytes(data[at : at + 2])
    end = at + 2 + int.from_bytes(data[at : at + 2])
    if data[at + 2] != _NUMBER:
        return None
    return int.from_bytes(data[at + 3 : end], signed=True)


def longest(instrument: Instrument) -> int:
    """Count the bytes of the longest answers that this version can have."""
    return _HEAD + sum(2 + _longest_one(item) for item in instrument.items)


def _longest_one(item: Item) -> int:
    possible: list[Answer] = [Missing.NOT_ASKED]
    possible += [Outside(outside.code) for outside in item.outside]
    values = item.values
    if item.type == "several":
        possible.append(tuple(sorted(values)))
    elif values:
        # Numbers far from zero are the longest, so the two ends are enough.
        possible += [min(values), max(values)]
    return max(len(_pack_one(answer)) for answer in possible)


def _pack_one(answer: Answer) -> bytes:
    match answer:
        case Missing():
            return bytes([_MISSING, _REASONS[answer]])
        case Outside(code):
            return bytes([_OUTSIDE]) + code.encode("ascii")
        case tuple():
            numbers = [_number(value) for value in answer]
            parts = [bytes([len(number)]) + number for number in numbers]
            return bytes([_SEVERAL]) + b"".join(parts)
    return bytes([_NUMBER]) + _number(answer)


def _unpack_one(item: Item, body: bytes) -> Answer:
    kind, rest = body[0], body[1:]
    answer: Answer
    if kind == _MISSING and len(rest) == 1 and rest[0] in _BY_CODE:
        answer = _BY_CODE[rest[0]]
    elif kind == _OUTSIDE and rest.isascii():
        answer = Outside(rest.decode("ascii"))
    elif kind == _SEVERAL:
        answer = _several(rest)
    elif kind == _NUMBER:
        answer = int.from_bytes(rest, signed=True)
    else:
        raise MalformedAnswers("unknown kind of answer")
    # One answer has one form only, so that equal bytes and equal answers agree.
    if misfit(item, answer) or _pack_one(answer) != body:
        raise MalformedAnswers("an answer that the item does not allow")
    return answer


def _several(rest: bytes) -> tuple[int, ...]:
    values = []
    while rest:
        size = rest[0]
        values.append(int.from_bytes(rest[1 : 1 + size], signed=True))
        rest = rest[1 + size :]
    return tuple(values)


def _number(value: int) -> bytes:
    magnitude = value if value >= 0 else ~value
    return value.to_bytes(magnitude.bit_length() // 8 + 1, signed=True)
