"""Pinyin initials (发改局 -> fgj), kept beside the names, so that a search needs no dictionary."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The first letters of a text as they are typed; what is not Chinese stays as it is."""
    # Its dictionaries take longer to load than the window to open; only writing needs them.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
