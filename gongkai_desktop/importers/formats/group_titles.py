"""A header of two rows copied from a page: titles over several columns stand once, their parts below.

Pages copied as text give a merged title one cell. Which of them are wide is told by what stands below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai_desktop.importers.column_titles import PART_OF_YEAR, is_column_title

Row = tuple[int, list[str]]
"""A line's number and its cells."""

_LONGEST = 12
_PARTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(title), re.compile(part))
    for title, part in (
        (
            r".*(?:事项|任务|指标|类别|内容|项目)",
            r"[一二三四]级.*|(?:事项|任务|指标)?(?:大类|小类|名称|类别)",
        ),
        (r".*(?:对象|范围)", r"全社会|社会公众|特定.*"),
        (r".*方式", r"主动(?:公开)?|依申请(?:公开)?"),
        (r".*(?:层级|级别)", r"[国省市州县区旗乡镇街道村居、]+级?"),
        (r".*(?:单位|部门|分工|主体|责任)", r".*(?:单位|部门|主体|责任人|领导)|牵头|责任|配合|协办|主办"),
        (r".*(?:进度|安排|目标|计划|节点|时间|时限)", rf"{PART_OF_YEAR}|20\d\d年?|.*(?:时间|时限|季度)"),
        (r".*(?:渠道|载体|平台)", r".*(?:网站|公众号|媒体|平台|公示栏|其他)"),
    )
)
DOUBT = "表头分两行，上一行的标题各占几列看不出来，请核对"


def with_wide_titles(rows: Sequence[Row]) -> tuple[list[Row], bool]:
    """The rows with wide titles followed by blanks over their parts, and whether that failed."""
    if len(rows) < 3 or not _are_titles(rows[0][1], rows[1][1]):
        return list(rows), False
    upper, lower = rows[0][1], rows[1][1]
    width = Counter(len(cells) for _, cells in rows[2:]).most_common(1)[0][0]
    if width <= len(upper):
        return list(rows), False
    widths = _widths(upper, lower)
    if widths is None or sum(widths) != width:
        return list(rows), True
    above: list[str] = []
    below: list[str] = []
    rest = list(lower)
    for title, columns in zip(upper, widths, strict=True):
        above += [title, *[""] * (columns - 1)]
        below += [rest.pop(0) for _ in range(columns)] if columns > 1 else [""]
    return [(rows[0][0], above), (rows[1][0], below), *rows[2:]], False


def _are_titles(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether two rows read like a header of two: short words all over, the lower row with fewer of them."""
    filled = all(text.strip() and len(text.strip()) <= _LONGEST for text in (*upper, *lower))
    known = sum(map(is_column_title, upper))
    parts = sum(any(part.fullmatch(text.strip()) for _, part in _PARTS) for text in lower)
    return filled and len(lower) >= 2 and 2 * known >= len(upper) and 3 * parts >= 2 * len(lower)


def _widths(upper: Sequence[str], lower: Sequence[str]) -> list[int] | None:
    """How many columns each title stands over, None where some part below stands under none."""
    rest = [text.strip() for text in lower]
    out: list[int] = []
    for title in upper:
        parts = [part for over, part in _PARTS if over.fullmatch(title.strip())]
        count = 0
        while count < len(rest) and any(part.fullmatch(rest[count]) for part in parts):
            count += 1
        count = count if count > 1 else 0
        rest = rest[count:]
        out.append(max(count, 1))
    return None if rest else out
