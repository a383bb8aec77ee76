"""Which pages to print, as clerks write it: 1-3,5."""

from __future__ import annotations

import re

_PART = re.compile(r"(\d+)?(-)?(\d+)?")
_SAME = str.maketrans("，、；;　－—–~～至", ",,,, ------")


def parse_page_range(text: str, count: int) -> tuple[int, ...] | None:
    """The chosen pages (1-based) in the order written; all for an empty text; None where it cannot be read.

    An open end means the first or the last page: -3, 5-.
    """
    parts = [part.strip() for part in text.translate(_SAME).split(",") if part.strip()]
    pages: list[int] = []
    for part in parts:
        found = _PART.fullmatch(part.replace(" ", ""))
        if found is None or part == "-":
            return None
        first, dash, last = found.groups()
        start = int(first or 1)
        end = int(last or count) if dash else start
        if not 1 <= start <= end <= count:
            return None
        pages += range(start, end + 1)
    return tuple(dict.fromkeys(pages)) or tuple(range(1, count + 1))
