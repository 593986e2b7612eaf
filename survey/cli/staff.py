"""The people who run groups: let them in, see who may, and end it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from survey import accounts, guest_list, invitations, links
from survey import staff as people
from survey.cli.endings import FAILED, NOT_FOUND, USAGE, Ending
from survey.cli.talk import as_json, say, show, show_json, table
from survey.cli.tools import Tools, given, read_text
from survey.groups import GroupClosed, NoSuchPlace
from survey.guest_list import NotARow
from survey.invitations import BadRow, Made, Wanted
from survey.links import AccountClosed, BadName, Link, WrongPlace
from survey.privacy.passwords import totp_address
from survey.staff import Role
from survey.two_steps import WrongProof


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


@staff.command()
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.argument("scope")
@click.option("--name", required=True, help="What this person is called here.")
@as_json
@given
def add(tools: Tools, role: str, scope: str, name: str, wants_json: bool) -> None:
    """Invite somebody: print an address that begins an account, within 72 hours.

    SCOPE is written as for `link`. Whoever opens the address chooses how to sign in:
    by a passkey, or by a password with an app that shows six digits.
    """
    with _worded(role, scope, name):
        made = invitations.make(tools.service, None, Wanted(name, Role(role), scope))
    _tell_addresses(tools, [made], wants_json)


@staff.command("add-all")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@given
def add_all(tools: Tools, file: Path, wants_json: bool) -> None:
    """Invite everybody of a CSV file, or nobody if one row is wrong.

    Each row is a name, a role and a scope, as `add` takes them.
    """
    text = read_text(file)
    try:
        made = invitations.make_all(tools.service, None, guest_list.read(text))
    except BadRow as bad:
        why = _why(bad.reason)
        words = f"{file}, row {bad.number}: {why} Nobody was invited."
        raise Ending(words) from None
    _tell_addresses(tools, made, wants_json)


@staff.command()
@click.argument("name")
@as_json
@given
def reset(tools: Tools, name: str, wants_json: bool) -> None:
    """End every way in of somebody, and print an address that begins a new one."""
    with _worded("", name, name):
        made = invitations.make_anew(tools.service, name)
    _tell_addresses(tools, [made], wants_json)
    say(f"{made.name} is signed out everywhere, and nothing they had signs in now.")


@staff.command()
@click.argument("name")
@as_json
@given
def otp(tools: Tools, name: str, wants_json: bool) -> None:
    """Give somebody a new secret for six digits, and print its otpauth address.

    For who has the password and lost the app; the one before is worth nothing now.
    """
    with _worded("", name, name):
        try:
            known, secret = accounts.new_app(tools.service, name)
        except WrongProof:
            words = f"{name} has no password here: `staff reset` begins anew."
            raise Ending(words) from None
    issuer = tools.settings.look.product_name
    address = totp_address(secret, known, issuer)
    if wants_json:
        show_json({"name": known, "otpauth": address})
    else:
        show([address])
    say("Whoever has this address has the six digits: it is shown this once.")


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
    with _worded(role, place, name):
        return links.make(tools.service, role, place, name)


def _tell_addresses(tools: Tools, made: Sequence[Made], wants_json: bool) -> None:
    front = f"{tools.settings.server.public_url}/staff/invitation?link="
    listed = [{"name": one.name, "address": front + one.written} for one in made]
    if wants_json:
        show_json(listed)
    else:
        show(f"{one['address']}  {one['name']}" for one in listed)
    say("Each works once, within 72 hours, for whoever opens it.")


@contextmanager
def _worded(role: str, place: str, name: str | None) -> Iterator[None]:
    """End with words for whatever is wrong with a role, its place or a name."""
    try:
        yield
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


def _why(reason: Exception) -> str:
    return {
        NotARow: "a row is a name, a role and a scope.",
        WrongPlace: f"the scope of that role is written {reason}.",
        NoSuchPlace: f"there is no {reason}.",
        GroupClosed: f"{reason} is closed.",
        AccountClosed: "the account of that name was closed.",
        BadName: f"a name has 1 to {links.LONGEST_NAME} letters.",
    }[type(reason)]
