"""Printed characters put together: lines, and which line breaks the writer meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from gongkai_desktop.importers.formats.pdf.page import Char

_CLOSING = set("，。；：、！？）】》〉”’」』％…,.;:!?)]}>%")
"""Signs that may not begin a line, so that they draw the character before them along."""
_OPENING = set("（【《〈“‘「『([{<")
_QUOTES = set("“”‘’")
"""Which side they belong to is not told by their codes: writers part them from neither."""
_ENDS = ("。", "！", "？", "；", ";", "：", ":")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one base line, from left to right; blanks are in no character."""

    chars: tuple[Char, ...]
    text: str

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def right(self) -> float:
        return self.chars[-1].right

    @property
    def base(self) -> float:
        return self.chars[0].base

    @property
    def size(self) -> float:
        return max(char.size for char in self.chars)

    @property
    def ends(self) -> bool:
        """Whether the text ends a sentence or a point here."""
        return self.text.endswith(_ENDS)


def make_lines(chars: Sequence[Char]) -> list[Line]:
    """Lines from top to bottom."""
    out: list[Line] = []
    row: list[Char] = []
    for char in sorted(chars, key=lambda char: (char.base, char.left)):
        if row and char.base - row[-1].base > 0.4 * max(char.size, row[-1].size):
            out += _line(row)
            row = []
        row.append(char)
    return out + _line(row)


def _line(row: Sequence[Char]) -> list[Line]:
    kept: list[Char] = []
    text = ""
    blank = False
    ordered = sorted(row, key=lambda char: (char.left, char.right))
    usual = _usual_gap(ordered)
    for char in ordered:
        if char.text.isspace():
            blank = True
            continue
        if kept:
            before = kept[-1]
            if char.text == before.text and char.left - before.left < 0.3 * (char.right - char.left):
                continue  # printed twice for bold
            gap = (char.left - before.right) / max(char.size, 0.1)
            if blank or gap > 1 or (gap > 0.2 and _is_gap(before.text, char.text, gap - usual)):
                text += " "
        kept.append(char)
        text += char.text
        blank = False
    return [Line(tuple(kept), text)] if kept else []


def _usual_gap(row: Sequence[Char]) -> float:
    """The gap between the characters of a line, which is wide where the line was stretched."""
    gaps = sorted(after.left - char.right for char, after in pairwise(row))
    return gaps[len(gaps) // 2] / max(row[0].size, 0.1) if gaps else 0.0


def _is_gap(before: str, char: str, surplus: float) -> bool:
    """Whether a narrow gap is a blank: between words, or between two characters more than elsewhere."""
    if _is_word(before) and _is_word(char):
        return True
    return surplus > 0.2 and before.isalpha() and char.isalpha() and not (before + char).isascii()


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def is_full(line: Line, after: Line, right: float, room: float = 0.35) -> bool:
    """Whether nothing of the next line had room at this one's end, so that only the margin broke it.

    `room` (in characters) is what may stay free all the same: writers measure a little differently.
    """
    return line.right + _head_width(after) > right - room * line.size


def _is_broken(line: Line, after: Line, right: float) -> bool:
    if after.text[0] in _CLOSING - _QUOTES:
        return True
    # A sentence that does not end here is more likely broken than meant to stop.
    return is_full(line, after, right) if line.ends else is_full(line, after, right, room=1.6)


def _head_width(line: Line) -> float:
    """The width of what cannot be parted at a line's beginning: a word, or a character with its signs."""
    chars = line.chars
    last = 0
    while last + 1 < len(chars):
        here, following = chars[last], chars[last + 1]
        together = _is_word(here.text) and _is_word(following.text)
        quoted = here.text in _QUOTES or following.text in _QUOTES
        if not (together or quoted or following.text in _CLOSING or here.text in _OPENING):
            break
        last += 1
    return chars[last].right - chars[0].left


_MARK = "\u200b"
"""Stands where a line was joined to the next. The characters of a page are never this one."""


def join_lines(lines: Sequence[Line], right: float) -> str:
    """The text of a cell: lines broken by the margin are joined with a mark, others stay apart."""
    parts: list[str] = []
    for index, line in enumerate(lines):
        if index:
            before = lines[index - 1]
            parts.append((_glue(before, line) or _MARK) if _is_broken(before, line, right) else "\n")
        parts.append(line.text)
    return "".join(parts)


def without_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """The text of `join_lines` as it reads, and the places where lines were joined."""
    pieces = text.split(_MARK)
    ends = accumulate(map(len, pieces))
    return "".join(pieces), tuple(ends)[:-1]


def _glue(before: Line, after: Line) -> str:
    """What stands between two halves of a text: a blank between words, nothing between characters."""
    return (
        " " if before.text[-1:].isascii() and before.text[-1:].isalpha() and after.text[:1].isalpha() else ""
    )


def paragraphs(lines: Sequence[Line], left: float, right: float) -> list[tuple[int, str]]:
    """Running text by paragraphs, each with the index of its first line.

    A line goes on in the next unless that is indented or there was room left.
    """
    out: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        goes_on = (
            before is not None
            and _is_broken(before, line, right)
            and line.left - left < line.size
            and line.base - before.base < 2.6 * line.size
        )
        if before is not None and goes_on:
            out[-1] = out[-1][0], out[-1][1] + _glue(before, line) + line.text
        else:
            out.append((index, line.text))
    return out
