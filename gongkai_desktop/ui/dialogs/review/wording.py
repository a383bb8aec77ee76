"""How a reading is told back to the clerk: units by role, deadlines in words."""

from __future__ import annotations

from gongkai_desktop.domain.deadline import AtLeast, ByDate, Deadline, Ongoing, Recurring, Within, Yearlong
from gongkai_desktop.domain.recognised import ROLE_NAMES, RecognisedTask, Role
from gongkai_desktop.ui.dialogs.review.source_model import PROSE
from gongkai_desktop.ui.models.words import day_text

_EVERY = {
    "day": "每天",
    "week": "每周",
    "10 days": "每旬",
    "half-month": "每半月",
    "month": "每月",
    "2 months": "每两个月",
    "quarter": "每季度",
    "half-year": "每半年",
    "year": "每年",
}
_UNITS = {"working": "个工作日", "calendar": "日", "hour": "小时"}


def deadline_words(deadline: Deadline) -> str:
    """A deadline as the program understands it."""
    match deadline:
        case ByDate(day=day, start=None):
            return f"{day_text(day)} 前"
        case ByDate(day=day, start=start):
            return f"{start} 至 {day_text(day)}"
        case Yearlong(year=year):
            return f"{year} 年全年" if year else "全年"
        case Recurring(every=every, by=by):
            return f"{_every_words(every)}{f'（{by} 前）' if by else ''}"
        case Within(days=days, unit=unit, after=after):
            return f"{after or '事项发生'}后 {days} {_UNITS[unit]}内"
        case AtLeast(days=days, unit=unit):
            return f"不少于 {days} {_UNITS[unit]}"
        case Ongoing():
            return "长期，没有具体日期"


def _every_words(every: str) -> str:
    number, _, what = every.partition(" ")
    return _EVERY.get(every) or (f"每 {number} 年" if what == "years" else every)


def units_words(task: RecognisedTask) -> str:
    """The units by role, collectives marked."""
    parts = []
    for role in Role:
        names = [f"{u.name}（单位组）" if u.collective else u.name for u in task.units if u.role is role]
        if names:
            parts.append(f"{ROLE_NAMES[role]}：{'、'.join(names)}")
    if task.open_ended:
        parts.append("另有未列出的单位（等）")
    return "　".join(parts)


def reading_of(task: RecognisedTask, field: str) -> str:
    """What the program makes of a field's text; empty where the text says it all."""
    if field == "units":
        return units_words(task) or "没有读出责任单位"
    if field == "deadline":
        return "；".join(deadline_words(deadline) for deadline in task.deadlines)
    if field == "requirement":
        parts = [f"{len(task.items)} 个分项"] if len(task.items) > 1 else []
        dates = dict.fromkeys(deadline_words(found.deadline) for found in task.inline_deadlines)
        return "；".join([*parts, *(f"文中时限 {words}" for words in dates)])
    return ""


def origin_words(task: RecognisedTask) -> str:
    """Where the task stands in the file."""
    counted = "段" if task.origin.place == PROSE else "行"
    return f"{task.origin.place} 第{task.origin.row}{counted}"
