"""Conditions of FHIR items (`enableWhen`) as rules: equality and ranges only."""

from collections.abc import Mapping
from typing import Any

from survey.interop import rules as written
from survey.interop.questionnaire import Rule


class NotRead(Exception):
    """A condition says more than equality and ranges."""


def rules(item: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Read the conditions of an item into rules that must all hold.

    That something was answered at all is no rule here: a question that leans on a
    skipped one is asked.
    """
    entries = item.get("enableWhen")
    entries = entries if isinstance(entries, list) else []
    found = [_rule(one) for one in entries if isinstance(one, dict)]
    kept = [rule for rule in found if rule != Rule(rule.link)]
    if len(found) < 2 or item.get("enableBehavior", "any") == "all":
        return tuple(kept)
    links = {rule.link for rule in found}
    if len(links) > 1 or any(not rule.one_of for rule in found):
        raise NotRead("“any” of several conditions")
    return (Rule(links.pop(), one_of=tuple(r.one_of[0] for r in found)),)


def _rule(entry: Mapping[str, Any]) -> Rule:
    link, sign = str(entry.get("question")), str(entry.get("operator"))
    key = next((name for name in entry if name.startswith("answer")), "")
    value = entry.get(key)
    if sign == "exists":
        if value is True:
            return Rule(link)
        raise NotRead(f"“{link}” not answered")
    if isinstance(value, dict):
        said = value.get("code", value.get("display"))
    else:
        said = str(value).lower() if isinstance(value, bool) else value
    try:
        return written.compared(link, sign, str(said))
    except written.NotARule as reason:
        raise NotRead(str(reason)) from None
