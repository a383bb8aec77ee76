"""The mess of real files: broken lines, spaces inside words, other widths of the same characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

_HALF = str.maketrans("，；：（）", ",;:()")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_HAN_PAIR = re.compile(r"(?<=[一-鿿])(?=[一-鿿])")


@dataclass(frozen=True)
class Mess:
    """How untidy a document is, in shares of its cells."""

    half_width: bool = False
    full_digits: float = 0.0
    broken: float = 0.0
    spaced: float = 0.0

    def cell(self, rng: Random, text: str) -> str:
        """A cell's text as an untidy hand types it."""
        if self.half_width:
            text = text.translate(_HALF)
        if rng.random() < self.full_digits:
            text = text.translate(_WIDE)
        if rng.random() < self.broken:
            text = _at_some_place(rng, text, "\n")
        if rng.random() < self.spaced and len(text) <= 12:
            text = _at_some_place(rng, text, rng.choice([" ", "  ", "\u3000"]))
        return text


def make_mess(rng: Random) -> Mess:
    """Half of the documents are tidy."""
    if rng.random() < 0.5:
        return Mess()
    return Mess(
        half_width=rng.random() < 0.3,
        full_digits=rng.choice([0.0, 0.0, 0.3]),
        broken=rng.choice([0.0, 0.1, 0.3]),
        spaced=rng.choice([0.0, 0.1]),
    )


def _at_some_place(rng: Random, text: str, gap: str) -> str:
    places = [match.start() for match in _HAN_PAIR.finditer(text)]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + gap + text[place:]
