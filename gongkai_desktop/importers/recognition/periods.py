"""Columns by period (一季度 | 二季度, 1月 … 12月, 2026年 | 2027年): what is to be done by the end of each.

What a cell says becomes a limit at the end of its period; the text of the limit says what is due then.
Marks name the periods only; figures alone are no limits and are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongkai_desktop.domain.deadline import ByDate, Deadline
from gongkai_desktop.domain.deadline_text import find_deadlines, read_deadlines
from gongkai_desktop.domain.doubt import Doubt
from gongkai_desktop.domain.words import NOTHING, any_of
from gongkai_desktop.importers.column_titles import Holds
from gongkai_desktop.importers.recognition.columns import Column
from gongkai_desktop.importers.recognition.text import flow, squeeze

_QUARTER = r"第?[一二三四1-4]季度?|[Qq][1-4]"
_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?:[底末]前?)?"
_PERIOD = re.compile(
    rf"(?P<year>20\d\d年)?(?:度)?(?P<part>{_QUARTER}|[上下]半年|年底|{_MONTH}|\d{{1,2}}月?[-—–~～至]\d{{1,2}}月(?:份)?)?"
)
_PLAN = any_of(
    "目标 计划 形象进度 进度 安排 任务 工作 节点 要求 内容 重点 措施 及 年度 主要 具体 阶段 时间 时序 序时 "
    "推进 实施"
)
_OF_PLAN = re.compile(rf"{_PLAN}*")
_UPPER = re.compile(r"(.*)[（(]([^（）()]+)[）)]")
_UPPER_PLAN = re.compile(
    r".*(?:进度|安排|计划|目标|节点|时间|步骤|阶段|时序|任务|内容|要求|措施|推进|时限|期限|季度|月份|年度)"
)
_REPORT = re.compile(r"完成情况|进展|实际|投资|资金|得分|自评|完成率|落实情况|经费|金额|产值|销号|考核")
_MARK = re.compile(r"[√✓✔☑●■★▲◆○是]")
_FIGURE = re.compile(r"[\d.,，]+(?:[%％]|[一-鿿]{0,2})")
_MARKED = "各期只打了记号，看作“{}”，请核对"
_DONE = re.compile(r"(?:目前|现)?(?:已|正在|正)(?!常)|完成情况|.{0,12}(?:已完成|已经)")
_REPORTS = "各期写的像是进展情况，没有作为时限，请核对"
_FIGURES = "各期只写着数字（{}），没有作为时限，请核对"
_OUTSIDE = "“{}”里写着{}以外的日期，请核对"


def period_of(title: str) -> str:
    """The period a title names as one to plan for (2026年一季度), empty where it names none."""
    plain = squeeze(title)
    upper = ""
    if wide := _UPPER.fullmatch(plain):
        upper, plain = wide[1], wide[2]
    found = _PERIOD.match(plain)
    if found is None or not found.group() or _REPORT.search(plain) or _REPORT.search(upper):
        return ""
    year_above = re.fullmatch(r"(20\d\d年)度?(.*)", upper)
    rest = year_above[2] if year_above else upper
    if not _OF_PLAN.fullmatch(plain[found.end() :]) or (rest and not _UPPER_PLAN.fullmatch(rest)):
        return ""
    year = found["year"] or (year_above[1] if year_above else "")
    return f"{year}{found['part'] or '底' if year else found['part'] or ''}"


def with_periods(columns: Sequence[Column]) -> list[Column]:
    """The columns with the periods that two or more of their titles name; one alone says too little."""
    periods = {
        index: period
        for index, column in enumerate(columns)
        if column.holds not in (Holds.UNITS, Holds.NUMBER) and (period := period_of(column.title))
    }
    others = any(c.holds is Holds.TEXT for i, c in enumerate(columns) if i not in periods)
    if len(set(periods.values())) < 2 or not others:
        return list(columns)
    return [
        replace(column, holds=Holds.OTHER, doubted=(), period=periods[index]) if index in periods else column
        for index, column in enumerate(columns)
    ]


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the columns by period say of a task: its limits, their text, and doubts."""

    text: str = ""
    deadlines: tuple[Deadline, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def schedule(cells: Mapping[str, str], year: int | None) -> Schedule:
    """The limits of one row; `cells` are the texts by their periods, in printed order."""
    filled = {period: flow(text) for period, text in cells.items() if text and not NOTHING.fullmatch(text)}
    if not filled:
        return Schedule()
    if all(map(_MARK.fullmatch, filled.values())):
        return _of_marks(list(cells), list(filled), year)
    if any(map(_DONE.match, filled.values())):
        return Schedule(doubts=(Doubt(_REPORTS),))
    if all(map(_FIGURE.fullmatch, filled.values())):
        shown = "、".join(f"{period}{text}" for period, text in filled.items())
        return Schedule(doubts=(Doubt(_FIGURES.format(shown[:60])),))
    parts = [_step(period, text, year) for period, text in filled.items()]
    return Schedule(
        "；".join(part.text for part in parts),
        tuple(dict.fromkeys(deadline for part in parts for deadline in part.deadlines)),
        tuple(doubt for part in parts for doubt in part.doubts),
    )


def _step(period: str, text: str, year: int | None) -> Schedule:
    """What is due in one period: at its end, or on the dates inside it that the text names."""
    text = text.rstrip("。；;")
    reading = read_deadlines(period, year)
    if _MARK.fullmatch(text):
        return Schedule(period, reading.deadlines, reading.doubts)
    whole = f"{period}：{text}"
    found, doubts = find_deadlines(text, year)
    dated = tuple(entry.deadline for entry in found if isinstance(entry.deadline, ByDate))
    if not dated or doubts:
        return Schedule(whole, reading.deadlines, (*reading.doubts, *doubts))
    end = next((deadline.day for deadline in reading.deadlines if isinstance(deadline, ByDate)), None)
    if end is not None and all(0 <= (end - limit.day).days < _days(period) for limit in dated):
        return Schedule(whole, dated, reading.doubts)
    outside = Doubt(_OUTSIDE.format(whole[:30], period))
    return Schedule(whole, (*reading.deadlines, *dated), (*reading.doubts, outside))


def _days(period: str) -> int:
    """How many days before its end a date can be and still stand in a period."""
    if "半年" in period:
        return 184
    if "季" in period or "Q" in period.upper():
        return 92
    return 31 if "月" in period and not _SPAN.search(period) else 366


_SPAN = re.compile(r"[-—–~～至]")


def _of_marks(periods: Sequence[str], marked: Sequence[str], year: int | None) -> Schedule:
    """Periods that are only ticked: one is a limit; several are each one, or a span, as nothing tells."""
    if len(marked) == 1:
        reading = read_deadlines(marked[0], year)
        return Schedule(marked[0], reading.deadlines, reading.doubts)
    every = {4: "每季度", 12: "每月", 2: "每半年"}.get(len(periods)) if len(marked) == len(periods) else None
    text = every or "、".join(marked)
    places = [periods.index(period) for period in marked]
    run = all(after == before + 1 for before, after in pairwise(places))
    choices = (text, marked[-1]) if run else (text,)
    reading = read_deadlines(text, year)
    return Schedule(text, reading.deadlines, (Doubt(_MARKED.format(text), choices), *reading.doubts))
