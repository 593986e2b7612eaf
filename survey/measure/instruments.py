"""All instruments of a deployment, by id and version.

It is put together once at start and never changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from survey.measure.instrument import Instrument


class UnknownInstrument(LookupError):
    """Report that no instrument has this id or this version."""


class BrokenLibrary(Exception):
    """Report every mistake that shows between instrument files."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Library:
    """Hold every version of every instrument."""

    versions: Mapping[tuple[str, int], Instrument]

    def current(self, instrument_id: str) -> Instrument:
        """Give the newest version; raise UnknownInstrument."""
        known = [v for name, v in self.versions if name == instrument_id]
        if not known:
            raise UnknownInstrument(instrument_id)
        return self.versions[instrument_id, max(known)]

    def version(self, instrument_id: str, version: int) -> Instrument:
        """Give one version, however old; raise UnknownInstrument."""
        try:
            return self.versions[instrument_id, version]
        except KeyError:
            raise UnknownInstrument(f"{instrument_id} version {version}") from None

    @property
    def ids(self) -> tuple[str, ...]:
        """List the ids of all instruments, sorted."""
        return tuple(sorted({name for name, _ in self.versions}))

    def __iter__(self) -> Iterator[Instrument]:
        """Walk all versions, sorted by id and version."""
        return (self.versions[key] for key in sorted(self.versions))

    def __contains__(self, instrument_id: object) -> bool:
        return any(name == instrument_id for name, _ in self.versions)


def assemble(instruments: Iterable[Instrument]) -> Library:
    """Put instruments together; raise BrokenLibrary with every mistake."""
    versions: dict[tuple[str, int], Instrument] = {}
    owners: dict[str, str] = {}
    mistakes = []
    for instrument in instruments:
        key = (instrument.id, instrument.version)
        if key in versions:
            mistakes.append(f"{key[0]} version {key[1]} is there twice")
        owner = owners.setdefault(instrument.comparability, instrument.id)
        if owner != instrument.id:
            mistakes.append(
                f"{owner} and {instrument.id} share the comparability "
                f"“{instrument.comparability}”"
            )
        versions[key] = instrument
    if mistakes:
        raise BrokenLibrary(tuple(mistakes))
    return Library(versions)
