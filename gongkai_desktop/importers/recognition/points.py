"""Numbered points of the running text before a table: number, section, title, text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desktop.domain.recognised import Point
from gongkai_desktop.importers.recognition.text import flow

_SECTION = re.compile(r"^[一二三四五六七八九十]{1,3}、.{2,40}$")
_POINT = re.compile(r"^([（(][一二三四五六七八九十]{1,3}[）)])\s*(.+)$", re.DOTALL)


def read_points(paragraphs: Sequence[str]) -> tuple[tuple[Point, ...], frozenset[int]]:
    """The points in order, and the indexes of the paragraphs they were taken from."""
    points: list[Point] = []
    used: set[int] = set()
    section = ""
    for index, paragraph in enumerate(paragraphs):
        text = flow(paragraph)
        if _SECTION.match(text):
            section = text
            used.add(index)
        elif match := _POINT.match(text):
            title, stop, body = match.group(2).partition("。")
            points.append(Point(match.group(1), section, title if stop else "", body if stop else title))
            used.add(index)
    return tuple(points), frozenset(used)
