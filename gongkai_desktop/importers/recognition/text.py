"""Cell text as it reads when line breaks and layout spaces are taken away."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")


# Both are called for every cell, several times. All white space but the space itself is unprintable: a
# printable text without a space has none.
def flow(text: str) -> str:
    """Join broken lines: white space between two non-ASCII characters goes, any other becomes one space."""
    text = text.strip()
    return text if text.isprintable() and " " not in text else _SPACES.sub(_join, text)


def squeeze(text: str) -> str:
    """Without any white space: for comparing titles and numbers."""
    return text if text.isprintable() and " " not in text else _SPACES.sub("", text)


def _join(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " if before and after and (before.isascii() or after.isascii()) else ""
