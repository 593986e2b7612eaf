"""One zip of a folder, the same bytes for the same files, made while it is read."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

PIECE = 1 << 18
_MODE = 0o644 << 16
_UNIX = 3


class _Pipe:
    """Take what the zip writer writes, to be handed on at once."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes, /) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is held is fetched from outside."""

    def close(self) -> None:
        """Do nothing."""

    def taken(self) -> bytes:
        data = bytes(self.held)
        self.held.clear()
        return data


def zipped(folder: Path) -> Iterator[bytes]:
    """Give the bytes of a zip of all files, piece by piece, sorted, without times."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = _MODE, _UNIX
            with (
                path.open("rb") as source,
                archive.open(entry, "w", force_zip64=True) as into,
            ):
                while piece := source.read(PIECE):
                    into.write(piece)
                    if len(pipe.held) >= PIECE:
                        yield pipe.taken()
    yield pipe.taken()
