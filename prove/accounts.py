"""Six digits beside an outside program, and passkeys in a browser with a phone."""

import subprocess
from base64 import b32encode
from datetime import UTC, datetime
from random import Random

from prove import suite
from prove.programs import NotHere, found
from prove.table import Row
from survey.privacy import passwords

SECRETS, STEPS = 100, 10
OATHTOOL = "oathtool"


def digits() -> list[Row]:
    """Count six digits as the RFC prints them, and as another program does."""
    vectors = suite.tests(
        "six digits are those of RFC 6238", "tests/privacy/test_passwords.py"
    )
    claim = f"six digits agree with {OATHTOOL}: {SECRETS} secrets, {STEPS} steps each"
    wanted = f"{SECRETS * STEPS} of {SECRETS * STEPS}"
    try:
        program = found(OATHTOOL, OATHTOOL)
    except NotHere as missing:
        return [vectors, Row(claim, wanted, str(missing), holds=False)]
    random, same = Random(6238), 0
    for _ in range(SECRETS):
        secret, now = random.randbytes(20), random.randrange(0, 2**32)
        theirs = _theirs(program, secret, now)
        ours = [passwords.totp_digits(secret, now + 30 * n) for n in range(STEPS)]
        same += sum(a == b for a, b in zip(ours, theirs, strict=True))
    told = f"{same} of {SECRETS * STEPS}"
    return [vectors, Row(claim, wanted, told, told == wanted)]


def ways_in() -> list[Row]:
    """Begin accounts and sign in, in a real browser and beside it."""
    return [
        suite.tests(
            "a passkey begins an account and signs in; digits without script; axe",
            "tests/journeys/test_staff_accounts.py",
        ),
        suite.tests(
            "reused, late, foreign, copied, guessed: refused, nothing half done",
            "tests/test_invitations.py",
            "tests/test_passkeys.py",
            "tests/test_two_steps.py",
        ),
    ]


def _theirs(program: str, secret: bytes, now: int) -> list[str]:
    moment = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    words = ["--totp", "--base32", "--window", str(STEPS - 1), "--now", moment]
    done = subprocess.run(
        [program, *words, b32encode(secret).decode()],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()
