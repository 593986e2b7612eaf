"""What somebody gets who walks away with the disk, and everything they may try."""

from collections.abc import Iterator
from pathlib import Path

from survey.keyring import WebKeys
from survey.privacy.sealing import CannotOpen, derive, open_seal, unlock
from survey.privacy.secret import Seed
from survey.records.tables import metadata
from survey.service import Service

LABELS = ("sess/v1", "draft/v1", "receipt/v1", "words/v1", "slot-wrap/v1")


def dump(service: Service) -> bytes:
    """Return every byte of the database, as files or as a dump would hold it."""
    if service.store.file is not None:
        folder = service.store.file.parent
        names = folder.glob(service.store.file.name + "*")
        return b"".join(path.read_bytes() for path in names)
    found = []
    with service.store.read() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                found += [
                    bytes(cell) if isinstance(cell, bytes) else str(cell).encode()
                    for cell in row
                ]
    return b"\n".join(found)


def web_files(service: Service) -> bytes:
    """Return the content of every key file that the web process can read."""
    folder = Path(service.settings.keys.folder)
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def loot(service: Service) -> Iterator[bytes]:
    """Yield every 32-byte string that could be a key, found or derived."""
    keys = WebKeys.load(Path(service.settings.keys.folder))
    found = {path.read_bytes() for path in Path(service.settings.keys.folder).iterdir()}
    found |= {keys.session_key, keys.rate_key}
    for number in keys.pepper_numbers:
        found |= {keys.locator_key(number), keys.kdf_key(number)}
    with service.store.read() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                found |= {c for c in row if isinstance(c, bytes) and len(c) == 32}
    for secret in found:
        yield secret
        for label in LABELS:
            yield derive(secret, label)


def blobs(service: Service) -> Iterator[bytes]:
    """Yield everything sealed that the database holds."""
    with service.store.read() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                yield from (c for c in row if isinstance(c, bytes) and c[:2] == b"Td")


def opens(blob: bytes, key: bytes, bound: bytes) -> bool:
    """Return whether a key opens a blob, by either way there is."""
    for attempt in (
        lambda: unlock(key, blob, bound),
        lambda: open_seal(blob, Seed(key), bound),
    ):
        try:
            attempt()
        except (CannotOpen, ValueError):
            continue
        return True
    return False
