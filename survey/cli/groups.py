"""Groups: open, pause and close them, print or change the join code of the poster."""

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from survey import consent, custody, groups
from survey import programme as programmes
from survey.cli.endings import FAILED, NOT_FOUND, REFUSED, USAGE, Ending
from survey.cli.talk import as_json, say, show, show_json, yes
from survey.cli.tools import Tools, given
from survey.groups import BadAlias, GroupClosed, NoKeysYet, NoSuchPlace, OpenGroup
from survey.privacy.signing import fingerprint
from survey.records.queries import tree

Act = TypeVar("Act", bound=Callable[..., object])


def which(command: Act) -> Act:
    """Let a command be told of which programme and by what alias its group is."""
    return click.argument("programme")(click.argument("alias")(command))


@click.group()
def group() -> None:
    """Open, pause and close groups, and show their join codes."""


@group.command("open")
@click.argument("programme")
@click.argument("site")
@click.option("--alias", required=True, help="The group's name within the programme.")
@as_json
@given
def open_(
    tools: Tools, programme: str, site: str, alias: str, wants_json: bool
) -> None:
    """Open a group of PROGRAMME at SITE and print its join code.

    Refused (4) as long as the programme has no results keys that this service trusts.
    """
    try:
        opened = groups.open_group(tools.service, programme, site, alias)
    except BadAlias:
        words = "An alias is 1 to 40 small letters, figures and dashes."
        raise Ending(words, USAGE) from None
    except NoKeysYet:
        why = "\n".join(_why_no_keys(tools, programme))
        raise Ending(f"Refused: group {alias} cannot open.\n{why}", REFUSED) from None
    except NoSuchPlace:
        raise Ending(_no_such_site(tools, programme, site), NOT_FOUND) from None
    _show(tools, opened, wants_json)


@group.command()
@which
@yes
@as_json
@given
def close(
    tools: Tools, programme: str, alias: str, agreed: bool, wants_json: bool
) -> None:
    """Close a group that has ended: nobody joins, its members keep everything.

    For a break there is `group pause`, after which everything is as before.
    """
    if not agreed:
        if not sys.stdin.isatty():
            raise Ending("Nobody is here to ask: add --yes.", USAGE)
        click.confirm(f"Close {alias} for newcomers?", abort=True, err=True)
    _show(tools, _named(groups.close_group, tools, programme, alias), wants_json)


@group.command()
@which
@as_json
@given
def pause(tools: Tools, programme: str, alias: str, wants_json: bool) -> None:
    """Let a group take a break: nobody joins, and everything else goes on."""
    _show(tools, _named(groups.pause_group, tools, programme, alias), wants_json)


@group.command()
@which
@as_json
@given
def resume(tools: Tools, programme: str, alias: str, wants_json: bool) -> None:
    """Let newcomers in again after a break; the same poster works."""
    _show(tools, _named(groups.resume_group, tools, programme, alias), wants_json)


@group.command()
@which
@click.option("--rotate", is_flag=True, help="Make a new code; the old one stops.")
@as_json
@given
def code(
    tools: Tools, programme: str, alias: str, rotate: bool, wants_json: bool
) -> None:
    """Print a group's join code and join address."""
    found = _named(
        groups.rotate_code if rotate else groups.named, tools, programme, alias
    )
    _show(tools, found, wants_json)
    if rotate:
        say("The old code has stopped working: put up the new poster.")


def _named(
    act: Callable[..., OpenGroup], tools: Tools, programme: str, alias: str
) -> OpenGroup:
    try:
        return act(tools.service, programme, alias)
    except NoSuchPlace:
        words = f"There is no group {alias} in programme {programme}."
        raise Ending(words, NOT_FOUND) from None
    except GroupClosed:
        words = f"{alias} is closed: nothing of it changes any more."
        raise Ending(words, FAILED) from None


def _show(tools: Tools, found: OpenGroup, wants_json: bool) -> None:
    address = f"{tools.settings.server.public_url}/join/{found.join_code}"
    since = found.paused_since
    if wants_json:
        show_json(
            {
                "programme": found.programme_id,
                "site": found.site_id,
                "alias": found.alias,
                "state": found.state,
                "join_code": found.join_code,
                "join_address": address,
                "joins_left": found.joins_left,
                "last_day": found.last_day.isoformat(),
                "paused_since": since.isoformat() if since else None,
            }
        )
        return
    show([found.alias, found.join_code, address])
    if found.state == "closed":
        say("Closed: the code lets nobody in.")
    elif since:
        say(f"Resting since {since.isoformat()}: the code lets nobody in meanwhile.")
    else:
        say(f"Lets {found.joins_left} people in, until {found.last_day.isoformat()}.")


def _no_such_site(tools: Tools, programme: str, site: str) -> str:
    known = {plan.id: plan for plan in programmes.everything(tools.service)}
    if programme not in known:
        return f"There is no programme {programme}. There are: {', '.join(known)}."
    sites = ", ".join(each.id for each in known[programme].sites)
    return f"{programme} has no site {site}. It has: {sites}."


def _why_no_keys(tools: Tools, programme: str) -> list[str]:
    """Say, for each purpose, what keeps a published key from being trusted."""
    pinned = tools.settings.keys.aggregator_fingerprint
    if not pinned:
        return [
            "No fingerprint is pinned: put the one that `tidemark keys fingerprint`",
            "prints into the web process's settings, keys.aggregator_fingerprint.",
        ]
    service = tools.service
    reasons = []
    with service.store.read() as connection:
        rows = tree.evaluation_keys(connection, programme)
        for purpose in consent.PURPOSES:
            if custody.evaluation_key(service, connection, programme, purpose):
                continue
            signers = {fingerprint(r.signer) for r in rows if r.purpose == purpose}
            if not signers:
                why = "none is published: run `tidemark keys init` at the aggregator"
            elif pinned not in signers:
                why = "its keys are signed by another identity than the pinned one"
            else:
                why = "no key of this suite is in force: run `tidemark keys init`"
            reasons.append(f"Results key for {purpose}: {why}.")
    return reasons
