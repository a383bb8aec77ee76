"""The password of a ledger: a value that is held in memory only and shows nothing of itself."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import NoReturn

SHORTEST = 6
"""Characters; fewer are tried out in no time."""
_ROUNDS, _KEY_LENGTH, _BLOCK = 256_000, 32, 128
"""What SQLCipher 4 does with a passphrase, so that its own tools open our files with the password."""
_GOOD_LENGTH, _GOOD_KINDS = 10, 2


class Password:
    """What the clerk typed. Never printed, copied into a file, or compared character by character."""

    __slots__ = ("_keys", "_text")

    def __init__(self, text: str) -> None:
        # The same characters, however the keyboard composed them.
        self._text = unicodedata.normalize("NFC", text)
        self._keys: dict[bytes, bytes] = {}

    def key(self, salt: bytes) -> bytes:
        """The key that this password gives with the salt of a file; slow on purpose, so remembered."""
        if salt not in self._keys:
            self._keys[salt] = derived(self._text.encode(), salt)
        return self._keys[salt]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Password):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Password(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a password is not written anywhere")


def derived(secret: bytes, salt: bytes) -> bytes:
    """PBKDF2 with HMAC-SHA-512."""
    whole = getattr(hashlib, "pbkdf2_hmac", None)
    if whole is None:
        # A Python without OpenSSL has the hash, and not the loop around it.
        return _derived_here(secret, salt, _ROUNDS)
    return bytes(whole("sha512", secret, salt, _ROUNDS, _KEY_LENGTH))


def _derived_here(secret: bytes, salt: bytes, rounds: int) -> bytes:
    block = (secret if len(secret) <= _BLOCK else hashlib.sha512(secret).digest()).ljust(_BLOCK, b"\0")
    inner = hashlib.sha512(bytes(byte ^ 0x36 for byte in block))
    outer = hashlib.sha512(bytes(byte ^ 0x5C for byte in block))

    def step(message: bytes) -> bytes:
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    each = step(salt + (1).to_bytes(4, "big"))
    mixed = int.from_bytes(each, "big")
    for _ in range(rounds - 1):
        each = step(each)
        mixed ^= int.from_bytes(each, "big")
    return mixed.to_bytes(64, "big")[:_KEY_LENGTH]


def weakness(text: str) -> str:
    """What makes a password easy to guess; empty when nothing does."""
    kinds = {_kind(sign) for sign in text}
    if len(set(text)) <= 2:
        return "几乎都是同一个字，容易被猜到。"
    if len(text) < _GOOD_LENGTH and len(kinds) < _GOOD_KINDS:
        return "只有一种字符，又比较短，容易被猜到；加长一些，或者字母和数字混用。"
    return ""


def _kind(sign: str) -> str:
    if not sign.isascii():
        return "other"
    if sign.isdigit():
        return "digit"
    return "letter" if sign.isalpha() else "sign"
