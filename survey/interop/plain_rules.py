"""Conditions of a file as conditions of a plain instrument, on earlier questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from survey.interop.declaring import Map
from survey.interop.questionnaire import Question, Refused, Remark, Rule

LONGEST_RANGE = 100
ASK = 'To ask it always, say in the map: conditions = "ask_always".'


def conditions(
    question: Question, ids: Mapping[str, str], asked: Sequence[Question], said: Map
) -> list[dict[str, Any]]:
    """Give the conditions under which a question is asked, or raise Refused."""
    if said.conditions == "ask_always":
        return []
    if question.unread:
        says = f"has a condition beyond equality and ranges: {question.unread}."
        raise Refused(Remark(question.place, says, ASK))
    earlier = {one.link: one for one in asked[: list(asked).index(question)]}
    found = []
    for rule in question.rules:
        if rule.link not in earlier:
            says = f"depends on “{rule.link}”, which is not asked before it."
            raise Refused(Remark(question.place, says, ASK))
        other = earlier[rule.link]
        found.append({"item": ids[rule.link], **_told(rule, other, question)})
    return [one for one in found if len(one) > 1]


def _told(rule: Rule, other: Question, question: Question) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if rule.one_of or rule.none_of:
        if rule.none_of and other.kind == "several":
            says = f"waits for “{rule.none_of[0]}” not to be among several answers."
            raise Refused(Remark(question.place, says, ASK))
        known = _numbered(other)
        unknown = [code for code in (*rule.one_of, *rule.none_of) if code not in known]
        if unknown:
            says = f"waits for “{unknown[0]}”, which “{other.link}” has no answer for."
            raise Refused(Remark(question.place, says, ASK))
        wanted = [known[c] for c in known if c in rule.one_of or not rule.one_of]
        told["one_of"] = [n for n in wanted if n not in map(known.get, rule.none_of)]
    for name, bound in (("at_least", rule.at_least), ("at_most", rule.at_most)):
        if bound is not None:
            told[name] = int(bound)
    return told


def _numbered(other: Question) -> dict[str, int]:
    """Give the number of each answer; of a long range none, it has too many."""
    if other.kind == "range":
        low, high = other.low or 0, other.high or 0
        ends = range(low, high + 1) if high - low <= LONGEST_RANGE else ()
        return {str(number): number for number in ends}
    return {o.code: n for o, n in zip(other.options, other.numbers, strict=True)}
