"""Which words of a text changed: the marks a clerk sees in the comparison of two versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

SpanKind = Literal["same", "added", "removed"]

# A number or a Latin word changes as a whole (10月 -> 11月); Chinese is compared sign by sign.
_WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_MARK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that both versions have, or only the new one, or only the old one."""

    text: str
    kind: SpanKind


_Block = tuple[bool, str, str]
"""Whether both versions have it; its text in the old and in the new one."""


def word_changes(old: str, new: str) -> tuple[Span, ...]:
    """The two texts in one: same and removed spans give the old one, same and added spans the new one."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    blocks: list[_Block] = [(True, "".join(a[:head]), "".join(b[:head]))]
    blocks += _middle(a[head : len(a) - tail], b[head : len(b) - tail])
    blocks.append((True, "".join(a[len(a) - tail :]), "".join(b[len(b) - tail :])))
    return tuple(_spans(_without_islands([block for block in blocks if block[1] or block[2]])))


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _middle(a: Sequence[str], b: Sequence[str]) -> Iterator[_Block]:
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield kind == "equal", "".join(a[i:j]), "".join(b[k:m])


def _without_islands(blocks: Sequence[_Block]) -> list[_Block]:
    """One sign left the same between two changes reads worse than a longer change; a mark stays."""
    kept: list[_Block] = []
    for number, (same, old, new) in enumerate(blocks):
        island = same and len(old) == 1 and not _MARK.fullmatch(old) and 0 < number < len(blocks) - 1
        same = same and not island
        if kept and not same and not kept[-1][0]:
            kept[-1] = (False, kept[-1][1] + old, kept[-1][2] + new)
        else:
            kept.append((same, old, new))
    return kept


def _spans(blocks: Sequence[_Block]) -> Iterator[Span]:
    for same, old, new in blocks:
        if same:
            yield Span(old, "same")
            continue
        if old:
            yield Span(old, "removed")
        if new:
            yield Span(new, "added")
