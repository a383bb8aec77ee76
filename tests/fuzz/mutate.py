"""Mutants of a file: the damage that downloads, USB sticks and ill will do."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

_NASTY = (
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"&x;",
    b"<",
    b">",
    b"]]>",
    b"\t",
    b"|",
)


def _flip(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 2, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def _cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(1, len(data))]


def _drop(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 4, 64, 512, 4096))]
    return data


def _zero(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    length = min(chance.choice((4, 64, 512)), len(data) - start)
    data[start : start + length] = bytes(length)
    return data


def _repeat(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((4, 64, 2048))]
    data[start:start] = piece * chance.choice((1, 2, 50))
    return data


def _plant(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 3))):
        nasty = chance.choice(_NASTY)
        start = chance.randrange(len(data))
        data[start : start + len(nasty)] = nasty
    return data


def _swap(data: bytearray, chance: random.Random) -> bytearray:
    size = min(chance.choice((16, 512)), len(data) // 2)
    one, other = chance.randrange(len(data) - size + 1), chance.randrange(len(data) - size + 1)
    data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]
    return data


_DAMAGES: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (
    _flip,
    _cut,
    _drop,
    _zero,
    _repeat,
    _plant,
    _swap,
)


def mutant(data: bytes, seed: int) -> bytes:
    """One mutant of a file; the same seed gives the same one. Inside a zip every other one keeps it whole."""
    chance = random.Random(seed)
    if data.startswith(b"PK") and chance.random() < 0.5:
        return _inside_zip(data, chance)
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        if len(out) > 1:
            out = chance.choice(_DAMAGES)(out, chance)
    return bytes(out)


def _inside_zip(data: bytes, chance: random.Random) -> bytes:
    """A whole archive with one damaged part: what a checksum does not stop."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        # The large parts hold the tables; the small ones how they are found.
        names = [info.filename for info in old.infolist() if info.file_size]
        victim = chance.choice(names)
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, _damaged(content, chance) if info.filename == victim else content)
    return buffer.getvalue()
