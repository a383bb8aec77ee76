"""Running heads, feet and page numbers: printed on every page, part of none of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai_desktop.importers.formats.pdf.lines import Line

_MARGIN = 0.13
"""The share of a page's height, above and below, where they stand."""
_NUMBER = re.compile(
    r"^[-—–－·•\s]*(?:第?\s*[\d０-９]{1,4}\s*页?|第\s*[\d一二三四五六七八九十百]+\s*页)"
    r"(?:[\s,，/／]*共?\s*[\d一二三四五六七八九十百]+\s*页?)?[-—–－·•\s]*$"
)
_DIGITS = re.compile(r"[\d０-９]+")


def without_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[str]]:
    """The lines of each page without its furniture, and the running heads and feet that were words."""
    seen = Counter(
        mark
        for lines, height in zip(pages, heights, strict=True)
        for mark in {_mark(x, height) for x in lines}
    )
    heads: dict[str, None] = {}
    out: list[list[Line]] = []
    for lines, height in zip(pages, heights, strict=True):
        kept: list[Line] = []
        for line in lines:
            zone = _zone(line, height)
            if is_page_number(line, height):
                continue
            if zone and len(pages) > 1 and 2 * seen[_mark(line, height)] > len(pages):
                heads[line.text] = None
            else:
                kept.append(line)
        out.append(kept)
    return out, list(heads)


def is_page_number(line: Line, height: float) -> bool:
    """Whether a line is a page number in the margin of a page of this height."""
    return bool(_zone(line, height) and _NUMBER.match(line.text))


def _zone(line: Line, height: float) -> str:
    if line.base < _MARGIN * height:
        return "head"
    return "foot" if line.base > (1 - _MARGIN) * height else ""


def _mark(line: Line, height: float) -> tuple[str, str, int]:
    """What makes two lines the same running head: zone, words without figures, place (nearly)."""
    return _zone(line, height), _DIGITS.sub("#", line.text), round(line.base / 4)
