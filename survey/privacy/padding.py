"""Make answers equally long, so that the length of a blob tells nothing.

Four bytes big-endian say how long the data is, then the data, then zeros to the size
of the class. The class follows from the instrument version alone, never from what was
answered.
"""

LENGTH_BYTES = 4
PADDED_SIZES = (512, 2048, 8192)


class TooLong(ValueError):
    """The data does not fit the padded size."""


class BadPadding(ValueError):
    """These bytes were not made by pad."""


def padded_size(longest: int) -> int:
    """Return the smallest class that holds this many bytes; TooLong when none does."""
    for size in PADDED_SIZES:
        if longest + LENGTH_BYTES <= size:
            return size
    raise TooLong


def pad(data: bytes, size: int) -> bytes:
    """Return the data with its length in front and zeros behind; TooLong if needed."""
    if len(data) + LENGTH_BYTES > size:
        raise TooLong
    return (len(data).to_bytes(LENGTH_BYTES, "big") + data).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Undo pad; BadPadding when a length or a zero is not as pad writes it."""
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    data, rest = padded[LENGTH_BYTES:][:length], padded[LENGTH_BYTES + length :]
    if len(padded) < LENGTH_BYTES + length or rest.strip(b"\0"):
        raise BadPadding
    return data
