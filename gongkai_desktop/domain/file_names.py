"""Names of files made from data: titles, units and numbers that every system takes as they are."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
"""What Windows forbids, what would be another folder, and signs that turn a name around."""
_DEVICES = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))")
_EDGES = re.compile(r"^[\s.]+|[\s.]+$")
"""Windows drops dots and blanks at the end; a name with a dot in front is hidden elsewhere."""
_LONGEST_ENDING = 6
_LONGEST = 200
"""Bytes of UTF-8: file systems take 255, and a number or an ending may be added."""


def safe_name(text: str, ending: str = "") -> str:
    """A file name as near to the text as every system allows; `ending` (".pdf") is never cut off."""
    room = _LONGEST - len(ending.encode())
    name = _EDGES.sub("", _FORBIDDEN.sub("_", text)).encode()[:room].decode(errors="ignore")
    name = _EDGES.sub("", name)
    if _DEVICES.match(name):
        name = f"_{name}"
    return f"{name or '未命名'}{ending}"


def safe_file(name: str) -> str:
    """The same for a name with its ending."""
    stem, _, ending = name.rpartition(".")
    has_ending = bool(stem) and ending.isalnum() and len(ending) < _LONGEST_ENDING
    return safe_name(stem, f".{ending}") if has_ending else safe_name(name)
