"""Numbered items (分项) of a requirement: split only where the text numbers itself without a gap."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai_desktop.domain.values import many_values

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN = "一二三四五六七八九十"

# A number may be followed by a figure only where that begins a date, a year or a hotline (1、2026年…).
_BEGINS = r"(?<=\d)(?:\d{3}年|\d?月|\d{4}热线|\d{4}政务)"

# One row a numbering style: a pattern whose groups hold the number, and what its number 2 looks like; without
# that there are no two items. A style counts only if its numbers run 1, 2, 3 … without a gap, so figures
# inside the text (12345热线, 2.0版) never split it.
# What may not stand before a number is asked behind its first figure: a pattern that begins with one is found
# much faster.
_STYLES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"[(（]\s*(\d{1,2})\s*[)）]"), re.compile(r"[2２]\s*[)）]")),
    (
        re.compile(rf"(\d(?<![\d.．]\d)\d?)\s*[.．、](?!\d(?!{_BEGINS}))"),
        re.compile(r"[2２]\s*[.．、]"),
    ),
    (re.compile(r"(\d(?<!\d\d)\d?)[)）]"), re.compile(r"[2２][)）]")),
    (re.compile(f"([{_CIRCLED}])"), re.compile("②")),
    (re.compile(rf"[(（]\s*([{_HAN}]{{1,3}})\s*[)）]"), re.compile(r"二\s*[)）]")),
)
_SECOND = re.compile(r"[2２二②](?:(?<=②)|\s*[)）.．、])")
"""What every number 2 looks like: most texts have none."""


@many_values(frozen=True, slots=True)
class ItemReading:
    """The items in order, without their numbers; `lead_in` is text before number 1 that is no item."""

    items: tuple[str, ...]
    lead_in: str = ""


def _value(number: str) -> int:
    if number.isdecimal():  # full-width digits too
        return int(number)
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    tens, ten, ones = number.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return -1
    return (10 * (_HAN.index(tens) + 1 if tens else 1) if ten else 0) + (_HAN.index(ones) + 1 if ones else 0)


def _run(text: str, style: re.Pattern[str]) -> list[re.Match[str]]:
    """The longest run 1, 2, 3 … of one style, in order; matches out of sequence are part of the text."""
    run: list[re.Match[str]] = []
    for match in style.finditer(text):
        if _value(match.group(1)) == len(run) + 1:
            run.append(match)
    return run


# A table's texts are asked for twice: to see whether its rows have names, and to make its tasks.
@lru_cache(maxsize=4096)
def split_items(requirement: str) -> ItemReading:
    """Split a requirement at its own numbers; without numbering the whole text is the one item."""
    runs = _SECOND.search(requirement) and [
        run
        for style, second in _STYLES
        if second.search(requirement) and len(run := _run(requirement, style)) >= 2
    ]
    if not runs:
        return ItemReading((requirement,) if requirement else ())
    # The outermost numbering is the one that begins first.
    run = min(runs, key=lambda matches: matches[0].start())
    ends = [match.start() for match in run[1:]] + [len(requirement)]
    items = tuple(requirement[match.end() : end].strip() for match, end in zip(run, ends, strict=True))
    if not all(items):
        return ItemReading((requirement,))
    return ItemReading(items, requirement[: run[0].start()].strip())
