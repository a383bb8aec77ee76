"""时限计算单: one page that shows how a last day was counted, to be kept with the papers of a matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_desktop.domain.count_text import PROVISIONAL, count_summary, full_day
from gongkai_desktop.domain.limits import Count, CountedDay
from gongkai_desktop.domain.workdays import WEEKDAY_NAMES
from gongkai_desktop.exporters.document import (
    Block,
    OfficialDocument,
    Table,
    TableCell,
    TableColumn,
    Text,
)

_SIZE = 10.5


@dataclass(frozen=True, slots=True)
class StripHead:
    """What the count is about; empty parts are left out."""

    rule: str = ""
    """The name of the limit: 主动公开."""
    matter: str = ""
    unit: str = ""


def counting_strip(count: Count, head: StripHead) -> OfficialDocument:
    """The page: the matter, the article, the result, and the days in as few lines as say it all."""
    facts = (
        ("时限", head.rule),
        ("事项", head.matter),
        ("单位", head.unit),
        ("依据", count.article),
        ("结果", count_summary(count)),
        ("注意", PROVISIONAL if count.provisional else ""),
    )
    blocks: list[Block] = [Text(f"{title}：{text}") for title, text in facts if text]
    return OfficialDocument(title="时限计算单", blocks=(*blocks, _table(count)))


def _table(count: Count) -> Table:
    """Weeks as rows, so that a month of days is a quarter of a page; hours have a row for each day."""
    if count.unit == "hour":
        rows = [(TableCell(full_day(step.day)), TableCell(step.note, align="left")) for step in count.steps]
        return Table((TableColumn(1), TableColumn(1)), (_head(("日期", "已过时间")), *rows), size=_SIZE)
    said = {step.day: step for step in count.steps}
    first, last = sorted((count.start, count.last))
    monday = first - timedelta(days=first.weekday())
    weeks = [
        tuple(_cell(monday + timedelta(days=week + offset), count, said) for offset in range(7))
        for week in range(0, (last - monday).days + 1, 7)
    ]
    return Table((TableColumn(1),) * 7, (_head(f"周{name}" for name in WEEKDAY_NAMES), *weeks), size=_SIZE)


def _head(titles: Iterable[str]) -> tuple[TableCell, ...]:
    return tuple(TableCell(title, bold=True) for title in titles)


def _cell(day: date, count: Count, said: Mapping[date, CountedDay]) -> TableCell:
    step = said.get(day)
    if day == count.start:
        words = "起算日"
    elif step is None:
        return TableCell("")
    else:
        number = f"第{step.number}天" if step.number is not None else ""
        words = "\n".join(filter(None, (number, _short(step.note))))
    return TableCell(f"{day.month}月{day.day}日\n{words}", bold=day == count.last)


def _short(note: str) -> str:
    """The column says what day it is, and the cell is narrow: 休息, 国庆节."""
    return "休息" if note.endswith("休息") else note.removesuffix("放假")
