"""How values of the ledger are worded on screen: dates, lights, counts. One place, one wording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.kinds import ROLE_NAMES
from gongkai_desktop.domain.lights import Light, LightStyle

LightStyles = Mapping[Light, LightStyle]
WEEKDAYS = "一二三四五六日"
_SORTED_BY = 40
LIGHT_ORDER = (Light.LATE, Light.SOON, Light.NORMAL, Light.DONE, Light.NONE)


def day_text(day: date) -> str:
    """2022-10-31 (周一)."""
    return f"{day.isoformat()} (周{WEEKDAYS[day.weekday()]})"


def short_day(day: date, year: int) -> str:
    """10-31 (周一) within its year, the full date outside it."""
    return f"{day:%m-%d} (周{WEEKDAYS[day.weekday()]})" if day.year == year else day.isoformat()


def light_word(light: Light, styles: LightStyles) -> str:
    """Shape and word of a light."""
    style = styles[light]
    return f"{style.shape} {style.word}"


def days_word(light: Light, days: int) -> str:
    """How late or how near: 11 个工作日, 余 3 个工作日; empty where there is nothing to count."""
    if light is Light.LATE:
        # A date that passed over a weekend is late without a working day having gone by.
        return f"{-days} 个工作日" if days else "已过节假日"
    if light in (Light.SOON, Light.NORMAL):
        return f"余 {days} 个工作日" if days else "今天到期"
    return ""


def status_text(row: DutyRow | CheckpointRow, styles: LightStyles) -> str:
    """The whole state in one line: ● 逾期 11 个工作日."""
    return f"{light_word(row.light, styles)} {days_word(row.light, row.days)}".rstrip()


def role_text(row: DutyRow) -> str:
    """牵头, 责任 or 配合."""
    return ROLE_NAMES[row.role]


def progress_text(row: DutyRow) -> str:
    """The latest progress in one line."""
    if row.last_progress_on is None:
        return ""
    percent = (
        f" {row.percent}%" if row.percent is not None and f"{row.percent}%" not in row.last_progress else ""
    )
    return f"{row.last_progress_on:%m-%d} {row.last_progress}{percent}"


def due_reason(row: DutyRow) -> str:
    """The phrase that the deciding date comes from, marked where it is a proposal."""
    point = next((p for p in row.checkpoints if p.due == row.due), None)
    if point is None:
        return row.deadline_text
    return f"{point.label}（建议）" if point.proposed and "建议" not in point.label else point.label


def task_label(row: DutyRow) -> str:
    """第4项 行政处罚信息公开."""
    return f"{number_text(row)} {row.task_name}".strip()


def number_text(row: DutyRow) -> str:
    """第4项; empty where the document prints no number."""
    return f"第{row.no}项" if row.no else ""


@lru_cache(maxsize=8192)
def pinyin_order(text: str) -> bytes:
    """A sort key that puts common Chinese characters in pinyin order; the first characters decide."""
    # GB 18030 keeps the order of GB 2312, whose everyday characters stand by pinyin.
    return text[:_SORTED_BY].encode("gb18030", errors="replace")


def counts_text(counts: Mapping[Light, int], styles: LightStyles) -> str:
    """已完成 12 · 正常 4 · 逾期 1: the lights that occur, best first."""
    order = (Light.DONE, Light.NORMAL, Light.SOON, Light.LATE, Light.NONE)
    return " · ".join(f"{styles[light].word} {counts[light]}" for light in order if counts.get(light))
