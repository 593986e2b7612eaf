"""Every setting of a deployment, with its default and its bounds.

Values only: where they come from is survey/configuration.py, what each is for is
config.example.toml. A setting never holds a key, and no repr shows a secret.
"""

from ipaddress import ip_address
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

LOOPBACK = ("127.0.0.1", "localhost")
DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


def _public_url(value: str) -> str:
    parts = urlsplit(value)
    beyond = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or beyond:
        raise ValueError("must be scheme and host only, such as https://example.org")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise ValueError("must be https: over http the browser keeps no cookie")
    return f"{parts.scheme}://{parts.netloc}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _https(value: str) -> str:
    if not value.startswith("https://"):
        raise ValueError("must start with https://")
    return value


def _https_or_none(value: str) -> str:
    return _https(value) if value else value


def _contact(value: str) -> str:
    if value and not value.startswith(("mailto:", "https://")):
        raise ValueError("must start with mailto: or https://")
    if not value.isprintable() or " " in value:
        raise ValueError("must be one address on one line")
    return value


def _database(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(DATABASES):
        raise ValueError(f"must start with {DATABASES[0]} or {DATABASES[-1]}")
    return value


Text = Annotated[str, Field(min_length=1)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")]


class Section(BaseModel):
    """A part of the settings: fixed once made, closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Server(Section):
    """How the web process is reached."""

    public_url: Annotated[str, AfterValidator(_public_url)] = "http://127.0.0.1:8000"
    trusted_hosts: tuple[Text, ...] = ()
    proxy_hops: Annotated[int, Field(ge=0, le=5)] = 0
    threads: Annotated[int, Field(ge=1, le=64)] = 8

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return every host name that a request may be for."""
        own = urlsplit(self.public_url).hostname or ""
        return (own, *LOOPBACK, *self.trusted_hosts)


class Database(Section):
    """Where rows are kept."""

    url: Annotated[SecretStr, AfterValidator(_database)] = SecretStr(
        "sqlite:///instance/web/tidemark.sqlite"
    )


class Keys(Section):
    """Where key files lie and which suite new seals use; never a key itself."""

    folder: Text = "instance/web/keys"
    aggregator_folder: Text = "instance/aggregator"
    plain_folder: str = ""
    aggregator_fingerprint: Annotated[
        str, Field(pattern=r"^(sha256:[0-9a-f]{64})?$")
    ] = ""
    suite: Literal["x25519", "hybrid"] = "x25519"
    passphrase: SecretStr | None = None


class Look(Section):
    """What participants see of the deployment; a discreet name protects them."""

    product_name: Text = "Check-in"
    exit_url: Annotated[str, AfterValidator(_https)] = "https://www.bbc.co.uk/weather"
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    source_url: Annotated[str, AfterValidator(_https_or_none)] = ""


class Safety(Section):
    """What stands beside the people to call, and who is told of a weakness."""

    emergency: Text = "112"
    security_contact: Annotated[str, AfterValidator(_contact)] = ""


class Instruments(Section):
    """Where instrument files lie."""

    folder: Text = "instruments"


class Log(Section):
    """How much is logged; what is logged is fixed by an allow-list."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class HelpLine(Section):
    """People to call: who, when, at what cost, and whether a phone bill shows it."""

    name: Text
    number: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ]{1,18}[0-9]$")]
    hours: Text
    cost: Text
    on_bill: bool
    placeholder: bool = False


PLACEHOLDERS = (
    HelpLine(
        name="Samaritans",
        number="116 123",
        hours="day and night",
        cost="free",
        on_bill=False,
        placeholder=True,
    ),
    HelpLine(
        name="FRANK",
        number="0300 123 6600",
        hours="day and night",
        cost="as a local call",
        on_bill=True,
        placeholder=True,
    ),
)
"""United Kingdom; `doctor` insists that an operator checks and replaces them."""


class Settings(Section):
    """Every setting; made without arguments it holds the defaults."""

    server: Server = Server()
    database: Database = Database()
    keys: Keys = Keys()
    look: Look = Look()
    safety: Safety = Safety()
    help: Annotated[tuple[HelpLine, ...], Field(min_length=1)] = PLACEHOLDERS
    instruments: Instruments = Instruments()
    log: Log = Log()
