"""What statutory limits are found by: their texts and the pinyin initials of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from gongkai_desktop.services.clock_lines import ClockLine
from gongkai_desktop.store.initials import initials


def clock_search_texts(lines: Iterable[ClockLine]) -> Mapping[int, str]:
    """For every limit (by id) one lower-case text with all that a search may look for."""
    return {line.clock_id: _text(line) for line in lines}


def plain_search_texts(lines: Iterable[ClockLine]) -> Mapping[int, str]:
    """The same without initials, which take their time to be looked up for thousands of limits."""
    return {line.clock_id: _plain(line) for line in lines}


def _text(line: ClockLine) -> str:
    # Article and number are looked for as they are written; the rest may be typed as initials.
    named = (line.matter, line.party, line.unit_name, line.name)
    return " ".join((_plain(line), *(_initials(text) for text in named if text)))


def _plain(line: ClockLine) -> str:
    words = (line.matter, line.number, line.party, line.unit_name, line.name, line.note, line.article)
    return " ".join(words).lower()


@lru_cache(maxsize=1 << 16)
def _initials(text: str) -> str:
    """Kept for as many texts as some years of limits have: the list is read again after every change."""
    return initials(text)
