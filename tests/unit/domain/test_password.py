"""A password: one key a salt, and nothing of it to be seen anywhere."""

from __future__ import annotations

import copy
import hashlib
import logging
import pickle

import pytest

from gongkai_desktop.domain import password as module
from gongkai_desktop.domain.password import Password, weakness


@pytest.mark.parametrize("secret", [b"secret", "政务公开'\"".encode(), b"x" * 200])
def test_that_the_key_is_made_as_the_standard_says_with_and_without_openssl(secret: bytes) -> None:
    standard = hashlib.pbkdf2_hmac("sha512", secret, b"salt" * 4, 1000, 32)
    assert module._derived_here(secret, b"salt" * 4, 1000) == standard


def test_that_a_python_without_openssl_comes_to_the_same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ROUNDS", 500)
    with_it = module.derived(b"secret", b"salt")
    monkeypatch.delattr(hashlib, "pbkdf2_hmac")
    assert module.derived(b"secret", b"salt") == with_it


def test_that_the_same_characters_are_the_same_password_however_they_were_composed() -> None:
    assert Password("cafe\u0301 公开") == Password("caf\u00e9 公开")
    assert Password("Abc") != Password("abc")


def test_that_a_password_is_shown_and_kept_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    secret = Password("Xiaomi-2026")
    with caplog.at_level(logging.INFO):
        logging.getLogger("any").info("%s %r %s", secret, [secret], {"password": secret})
    assert "Xiaomi" not in caplog.text
    with pytest.raises(TypeError) as refused:
        pickle.dumps(secret)
    assert "Xiaomi" not in str(refused.value)
    with pytest.raises(TypeError):
        copy.copy(secret)


@pytest.mark.parametrize("weak", ["111111", "12345678", "abcdefg", "密密密密密密"])
def test_that_a_weak_password_is_told_why(weak: str) -> None:
    assert weakness(weak)


@pytest.mark.parametrize("strong", ["gongkai2026", "a-long-sentence", "政务公开2026", "jintian tianqi hao"])
def test_that_a_good_password_is_left_in_peace(strong: str) -> None:
    assert not weakness(strong)
