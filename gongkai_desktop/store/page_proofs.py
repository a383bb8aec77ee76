"""Whether a key is that of an encrypted file: every page ends with a proof that it was written with it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

_PAGE = 4096
_PROOF = 64
"""Bytes at the end of an encrypted page that prove that it was written with this key."""
_TRIED = 256
"""Pages looked at before a password is called wrong."""


def fits(file: Path, key: bytes, salt: bytes) -> bool:
    """Whether any page was written with this key: a damaged page does not make a password wrong."""
    prover = hashlib.sha512
    masked = bytes(byte ^ 0x3A for byte in salt)
    proving = _two_rounds(key, masked)
    return any(
        hmac.compare_digest(hmac.new(proving, body + number.to_bytes(4, "little"), prover).digest(), proof)
        for number, body, proof in _pages(file, len(salt))
    )


def _two_rounds(raw: bytes, salt: bytes) -> bytes:
    """SQLCipher's key for the proofs: PBKDF2 with HMAC-SHA-512 in two rounds."""
    first = hmac.new(raw, salt + (1).to_bytes(4, "big"), hashlib.sha512).digest()
    second = hmac.new(raw, first, hashlib.sha512).digest()
    return bytes(one ^ two for one, two in zip(first, second, strict=True))[: len(raw)]


def _pages(file: Path, beginning: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, body and proof of the first page and of some all over the file."""
    count = file.stat().st_size // _PAGE
    with file.open("rb") as opened:
        for number in range(1, count + 1, max(1, count // _TRIED)):
            opened.seek((number - 1) * _PAGE)
            page = opened.read(_PAGE)
            start = beginning if number == 1 else 0
            yield number, page[start:-_PROOF], page[-_PROOF:]
