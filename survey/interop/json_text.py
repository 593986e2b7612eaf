"""JSON of strangers, read strictly: no doubled keys, no NaN, no bottomless nesting."""

import json
from typing import Any, NoReturn

from survey.interop.questionnaire import Refused, Remark


def parse(text: str) -> Any:
    """Read JSON, or raise Refused with the line where it breaks."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        says = f"this is not valid JSON: {error.msg.lower()}."
        cure = "Mend it in an editor, or export it anew."
        raise Refused(Remark(place, says, cure)) from None
    except RecursionError:
        raise Refused(Remark("", "This JSON is nested too deeply.")) from None
    except ValueError as error:
        raise Refused(Remark("", f"This JSON is not sound: {error}.")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key “{twice[:60]}” stands twice in one object")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
