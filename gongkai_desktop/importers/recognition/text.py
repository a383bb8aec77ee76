"""Cell text as it reads when line breaks and layout spaces are taken away."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")


def flow(text: str) -> str:
    """Join broken lines: white space between two non-ASCII characters goes, any other becomes one space."""
    text = text.strip()
    return text if _is_solid(text) else _SPACES.sub(_join, text)


def squeeze(text: str) -> str:
    """Without any white space: for comparing titles and numbers."""
    return text if _is_solid(text) else _SPACES.sub("", text)


def _is_solid(text: str) -> bool:
    """Whether a text surely has no white space; all of it but the space itself is unprintable."""
    return text.isprintable() and " " not in text


def _join(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " if before and after and (before.isascii() or after.isascii()) else ""
