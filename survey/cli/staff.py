"""The people who run groups: let them in, see who may, and end it."""

from dataclasses import asdict

import click

from survey import links
from survey import staff as people
from survey.cli.endings import FAILED, NOT_FOUND, USAGE, Ending
from survey.cli.talk import as_json, say, show, show_json, table
from survey.cli.tools import Tools, given
from survey.groups import GroupClosed, NoSuchPlace
from survey.links import AccountClosed, BadName, Link, WrongPlace
from survey.staff import Role


@click.group()
def staff() -> None:
    """Let people in who run groups, and see who may do what."""


@staff.command()
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.argument("scope")
@click.option("--name", help="What this person is called here.")
@as_json
@given
def link(
    tools: Tools, role: str, scope: str, name: str | None, wants_json: bool
) -> None:
    """Print an address that lets somebody in once, within ten minutes.

    SCOPE is PROGRAMME/GROUP for a facilitator, PROGRAMME/SITE for an organiser, and
    PROGRAMME for an evaluator or an operator. A new name makes an account; the same
    name with another scope may do both. Whoever opens the address is let in.
    """
    made = _made(tools, Role(role), scope, name)
    address = f"{tools.settings.server.public_url}/staff/sign-in?link={made.written}"
    if wants_json:
        show_json({"name": made.name, "address": address})
    else:
        show([address])
    if made.new_account:
        say(f"New here: {made.name}.")
    elif made.new_grant:
        say(f"{made.name} was here before, and may now do this too.")
    say("Works once, within ten minutes, for whoever opens it: send it to nobody else.")


@staff.command("list")
@as_json
@given
def list_(tools: Tools, wants_json: bool) -> None:
    """List who may do what, and where."""
    listed = [asdict(each) for each in people.listed(tools.service)]
    if wants_json:
        show_json(listed)
    else:
        show(table(listed))


@staff.command()
@click.argument("name")
@given
def close(tools: Tools, name: str) -> None:
    """Let somebody in no more, and sign them out everywhere."""
    try:
        links.close_account(tools.service, name)
    except NoSuchPlace:
        raise Ending(f"Nobody here is called {name}.", NOT_FOUND) from None
    say(f"{name} is signed out and is let in no more.")


def _made(tools: Tools, role: Role, place: str, name: str | None) -> Link:
    try:
        return links.make(tools.service, role, place, name)
    except WrongPlace as wrong:
        words = f"The scope of this role, {role}, is written {wrong}."
        raise Ending(words, USAGE) from None
    except NoSuchPlace:
        raise Ending(f"Not found: {place}.", NOT_FOUND) from None
    except GroupClosed:
        words = f"{place} is closed: there is nothing to run."
        raise Ending(words, FAILED) from None
    except AccountClosed:
        words = f"The account of {name} was closed: choose another name."
        raise Ending(words, FAILED) from None
    except BadName:
        words = f"A name has 1 to {links.LONGEST_NAME} letters."
        raise Ending(words, USAGE) from None
