"""Which row of an old table became which row of a new one: by what they say, in document order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_LEAST = 0.5
"""Below it two rows that stand at the same place are two tasks."""
_LEAST_MOVED = 0.8
"""A row that turns up elsewhere must be more alike."""
_REQUIREMENT, _PATH, _UNITS, _NO = 0.55, 0.2, 0.15, 0.1
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a row by which it is known again."""

    no: str
    path: str
    requirement: str
    units: str


Pair = tuple[int | None, int | None]
"""Old and new index; None where there is no counterpart."""


def plain(text: str) -> str:
    """A text without what a change of the file type changes: blanks, line ends, widths."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def align(old: Sequence[Sequence[Wording]], new: Sequence[Wording]) -> tuple[Pair, ...]:
    """Pair the rows; of an old row all wordings given are tried. Result in the new table's order.

    Equal rows are anchors, the gaps between them are aligned by likeness, and rows left over are looked for
    elsewhere: a row that moved is still the same task.
    """
    bits = _Bits()
    old_rows = [[bits.row(wording) for wording in wordings] for wordings in old]
    new_rows = [bits.row(wording) for wording in new]
    here, there = _keys(old, new)
    blocks = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    ordered = {block.b + k: block.a + k for block in blocks for k in range(block.size)}
    moved = _equal(here, there, ordered)
    free_old = set(range(len(old))) - {*ordered.values(), *moved.values()}
    free_new = set(range(len(new))) - {*ordered, *moved}
    done_old = done_new = 0
    for block in blocks:
        old_gap = [i for i in range(done_old, block.a) if i in free_old]
        new_gap = [j for j in range(done_new, block.b) if j in free_new]
        for a, b in _best([old_rows[i] for i in old_gap], [new_rows[j] for j in new_gap]):
            ordered[new_gap[b]] = old_gap[a]
        done_old, done_new = block.a + block.size, block.b + block.size
    moved |= _alike(old_rows, new_rows, free_old - {*ordered.values()}, free_new - {*ordered})
    return tuple(_in_order(len(old), len(new), ordered, moved))


@dataclass(frozen=True, slots=True)
class _Row:
    """A wording with its pairs of signs as bits: likeness is then a matter of counting bits."""

    no: str
    path: tuple[int, int]
    requirement: tuple[int, int]
    units: tuple[int, int]


@dataclass(slots=True)
class _Bits:
    known: dict[str, int] = field(default_factory=dict)

    def row(self, wording: Wording) -> _Row:
        parts = (self._bits(text) for text in (wording.path, wording.requirement, wording.units))
        return _Row(plain(wording.no), *parts)

    def _bits(self, text: str) -> tuple[int, int]:
        text = plain(text)
        found = 0
        for start in range(max(1, len(text) - 1) if text else 0):
            found |= 1 << self.known.setdefault(text[start : start + 2], len(self.known))
        return found, found.bit_count()


def _likeness(a: _Row, b: _Row) -> float:
    """From 0 to 1; what neither row has does not count."""
    total = weight = 0.0
    for share, (x, x_size), (y, y_size) in (
        (_REQUIREMENT, a.requirement, b.requirement),
        (_PATH, a.path, b.path),
        (_UNITS, a.units, b.units),
    ):
        if x_size or y_size:
            total += share * 2 * (x & y).bit_count() / (x_size + y_size)
            weight += share
    if a.no or b.no:
        total += _NO * (a.no == b.no)
        weight += _NO
    return total / weight if weight else 1.0


_Key = tuple[str, str, str]


def _keys(old: Sequence[Sequence[Wording]], new: Sequence[Wording]) -> tuple[list[_Key], list[_Key]]:
    """What makes two rows equal; of an old row's wordings the one that is found again."""
    there = [_key(wording) for wording in new]
    known = set(there)
    tried = ([_key(wording) for wording in wordings] for wordings in old)
    return [next((key for key in keys if key in known), keys[0]) for keys in tried], there


def _equal(here: Sequence[_Key], there: Sequence[_Key], ordered: Mapping[int, int]) -> dict[int, int]:
    """Equal rows that are out of order, by new index."""
    taken = set(ordered.values())
    waiting: dict[_Key, list[int]] = {}
    for i in reversed(range(len(here))):
        if i not in taken:
            waiting.setdefault(here[i], []).append(i)
    return {j: waiting[key].pop() for j, key in enumerate(there) if j not in ordered and waiting.get(key)}


def _key(wording: Wording) -> _Key:
    return plain(wording.path), plain(wording.requirement), plain(wording.units)


def _best(old: Sequence[Sequence[_Row]], new: Sequence[_Row]) -> list[tuple[int, int]]:
    """The pairs in order whose likeness adds up highest (Needleman and Wunsch)."""
    likeness = [[max(_likeness(row, other) for row in rows) for other in new] for rows in old]
    sums = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, line in enumerate(likeness):
        above, here = sums[i], sums[i + 1]
        for j, alike in enumerate(line):
            paired = above[j] + alike if alike >= _LEAST else 0.0
            here[j + 1] = max(paired, above[j + 1], here[j])
    pairs = []
    i, j = len(old), len(new)
    while i and j:
        if sums[i][j] == sums[i - 1][j]:
            i -= 1
        elif sums[i][j] == sums[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _alike(
    old: Sequence[Sequence[_Row]], new: Sequence[_Row], left: Iterable[int], free: Iterable[int]
) -> dict[int, int]:
    """Rows left over that are found at another place, the most alike first."""
    free = sorted(free)
    scores = [(max(_likeness(row, new[j]) for row in old[i]), i, j) for i in left for j in free]
    found: dict[int, int] = {}
    used: set[int] = set()
    for score, i, j in sorted(scores, key=lambda each: (-each[0], each[1], each[2])):
        if score >= _LEAST_MOVED and i not in used and j not in found:
            found[j] = i
            used.add(i)
    return found


def _in_order(
    old_count: int, new_count: int, ordered: Mapping[int, int], moved: Mapping[int, int]
) -> Iterator[Pair]:
    """All pairs by the new table; what is gone stands where it stood, before what took its place."""
    taken = {*ordered.values(), *moved.values()}
    following = [old_count] * (new_count + 1)
    for j in reversed(range(new_count)):
        following[j] = ordered.get(j, following[j + 1])
    passed = 0
    for j in range(new_count):
        yield from ((i, None) for i in range(passed, following[j]) if i not in taken)
        passed = max(passed, following[j])
        yield ordered.get(j, moved.get(j)), j
    yield from ((i, None) for i in range(passed, old_count) if i not in taken)
