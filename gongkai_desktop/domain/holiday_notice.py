"""Reading a pasted 放假通知: holidays, make-up days, and whatever in it does not agree with itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai_desktop.domain.holiday_schedule import (
    FESTIVALS,
    NEW_YEAR,
    Holiday,
    Schedule,
    days_between,
)
from gongkai_desktop.domain.workdays import WEEKDAY_NAMES

_FESTIVAL = r"(?:元旦|春节|清明节?|(?:国际)?劳动节|五一|端午节?|中秋节?|国庆节?)"
_HEAD = re.compile(rf"({_FESTIVAL}(?:[、和与及]{_FESTIVAL})*)(?:节日|假期|放假)?(?=[:\d])")
_YEAR = re.compile(r"(\d{4})\s*年(?:部分)?(?:节假日|放假|元旦)")
_NUMBER = re.compile(r"(?:^|通知)\s*([\u4e00-\u9fff]{2,10}[〔\[(]\d{4}[〕\])]第?\d+号)", re.M)
_DAY = r"(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?"
_TOKEN = re.compile(
    rf"(?P<range>{_DAY}\s*(?:至|到|[—–~～-]+)\s*{_DAY})|(?P<day>{_DAY})"
    r"|(?P<advice>鼓励|倡导|建议)|(?P<onward>起)"
    r"|(?P<legal>法定|公休日)|(?P<off>放假|公休|连休|补休|休息)|(?P<on>上班)"
    r"|(?P<total>\d{1,2})天|(?P<end>[。;])"
)
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_YEARS = range(1990, 2101)
_FARTHEST = 30
"""Make-up days lie within some weeks of their holiday; one farther away is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What a notice says, and what the clerk should look at before it takes effect."""

    schedule: Schedule
    flags: tuple[str, ...]


@dataclass(slots=True)
class _Section:
    """What is gathered of one holiday."""

    name: str
    year: int
    off: list[tuple[date, date]] = field(default_factory=list)
    work: list[date] = field(default_factory=list)
    total: int | None = None
    flags: list[str] = field(default_factory=list)


def read_notice(text: str, year: int | None = None) -> NoticeReading | None:
    """The schedule a notice announces; None where no year or no holiday can be made out."""
    lines = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"\s+", "", lines)
    year = year or _stated_year(plain)
    heads = list(_HEAD.finditer(plain))
    if year is None or year not in _YEARS or not heads:
        return None
    ends = [head.start() for head in heads[1:]] + [len(plain)]
    sections = [
        _read_section(_full_names(head[1]), plain[head.end() : end], year)
        for head, end in zip(heads, ends, strict=True)
    ]
    number = _NUMBER.search(lines)
    schedule = Schedule(
        year,
        tuple(Holiday(section.name, first, last) for section in sections for first, last in section.off),
        tuple(sorted({day for section in sections for day in section.work})),
        re.sub(r"[\[(](\d{4})[\])]", r"〔\1〕", number[1]) if number else "",
        text.strip(),
    )
    told = tuple(flag for section in sections for flag in (*section.flags, *_doubts(section)))
    return NoticeReading(schedule, (*told, *check_schedule(schedule)))


def check_schedule(schedule: Schedule) -> tuple[str, ...]:
    """What cannot be right in a schedule, however it was entered."""
    off = [day for holiday in schedule.holidays for day in days_between(holiday.first, holiday.last)]
    return (
        *_missing_festivals(schedule),
        *(f"{_say(day)}列了两次放假。" for day in sorted({day for day in off if off.count(day) > 1})),
        *_odd_make_up_days(schedule, set(off)),
    )


def _stated_year(plain: str) -> int | None:
    found = _YEAR.search(plain)
    return int(found[1]) if found else None


def _full_names(head: str) -> str:
    names = re.split(r"[、和与及]", head)
    whole = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节", "国庆": "国庆节"}
    whole |= {"五一": "劳动节", "国际劳动节": "劳动节"}
    return "、".join(whole.get(name, name) for name in names)


def _read_section(name: str, body: str, year: int) -> _Section:
    """Dates wait until a word says whether they are off or worked; advice (鼓励…) says neither."""
    section = _Section(name, year)
    waiting: list[tuple[date, date]] = []
    advice = False
    before: date | None = None
    for token in _TOKEN.finditer(body):
        kind = token.lastgroup
        if token["range"] or token["day"]:
            span = _span(section, token, before)
            if span:
                waiting.append(span)
                before = span[1]
        elif kind == "advice":
            advice = True
        elif kind in ("onward", "legal"):
            waiting.clear()  # 2月3日起正常上班, 其中1月2日为公休日: says again what is known
        elif kind == "off" and not advice:
            section.off += _joined(waiting) if token["off"] != "连休" else ()
            waiting.clear()
            if token["off"] == "连休" and section.off:
                section.off[-1] = _with_weekend(*section.off[-1])
        elif kind == "on" and not advice:
            section.work += [day for span in waiting for day in days_between(*span)]
            waiting.clear()
        elif kind == "total":
            section.total = int(token["total"])
        elif kind == "end":
            if waiting and not advice:
                section.flags.append(f"{name}：{_say(waiting[0][0])}没有说明放假还是上班。")
            waiting.clear()
            advice = False
    return section


def _span(section: _Section, token: re.Match[str], before: date | None) -> tuple[date, date] | None:
    """The first and last day of a range, or a day twice; None (flagged) where there is no such day."""
    # The groups of _TOKEN in order: the range and its two days, then the single day and its parts.
    parts = token.groups()
    first_parts, last_parts = (parts[1:5], parts[5:9]) if token["range"] else (parts[10:14], None)
    first = _day(section, first_parts, before)
    last = _day(section, last_parts, first) if last_parts else first
    if first is None or last is None:
        return None
    if last < first and first.month == 12 and not first_parts[0]:
        first = first.replace(year=first.year - 1)
    if last < first or (last - first).days > _FARTHEST:
        section.flags.append(f"{section.name}：{_say(first)}至{_say(last)}不像一次放假。")
        return None
    return first, last


def _day(section: _Section, parts: Sequence[str | None], before: date | None) -> date | None:
    year, month, day, aside = parts
    if month is None and before is None:
        section.flags.append(f"{section.name}：“{day}日”前面没有月份。")
        return None
    in_month = int(month) if month else before.month if before else 1
    in_year = int(year) if year else before.year if before and not month else section.year
    if not year and month and in_month == 12 and section.name.startswith(NEW_YEAR):
        in_year = section.year - 1
    try:
        found = date(in_year if in_year in _YEARS else 0, in_month, int(day or 0))
    except ValueError:
        section.flags.append(f"{section.name}：没有{in_month}月{day}日这一天。")
        return None
    told = _WEEKDAY.search(aside or "")
    if told and told[1].replace("天", "日") != WEEKDAY_NAMES[found.weekday()]:
        section.flags.append(f"{section.name}：通知写{_say(found)}是周{told[1]}，实际是周{_weekday(found)}。")
    return found


def _joined(spans: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Spans that follow each other as one."""
    held: tuple[date, date] | None = None
    for first, last in sorted(spans):
        if held and first <= held[1] + timedelta(days=1):
            held = held[0], max(held[1], last)
            continue
        if held:
            yield held
        held = first, last
    if held:
        yield held


def _with_weekend(first: date, last: date) -> tuple[date, date]:
    while (first - timedelta(days=1)).weekday() >= 5:
        first -= timedelta(days=1)
    while (last + timedelta(days=1)).weekday() >= 5:
        last += timedelta(days=1)
    return first, last


def _doubts(section: _Section) -> Iterator[str]:
    days = sum((last - first).days + 1 for first, last in section.off)
    if not section.off:
        yield f"{section.name}：没有读出放假日期。"
    elif section.total is not None and section.total != days:
        yield f"{section.name}：通知写共{section.total}天，按日期数是{days}天。"


def _missing_festivals(schedule: Schedule) -> Iterator[str]:
    named = "、".join(holiday.name for holiday in schedule.holidays)
    for festival in FESTIVALS:
        if festival not in named:
            yield f"没有{festival}的安排。"


def _odd_make_up_days(schedule: Schedule, off: set[date]) -> Iterator[str]:
    for day in schedule.make_up_days:
        if day in off:
            yield f"{_say(day)}既放假又上班。"
        elif day.weekday() < 5:
            yield f"{_say(day)}是周{_weekday(day)}，本来就上班。"
        elif off and min(abs((day - other).days) for other in off) > _FARTHEST:
            yield f"{_say(day)}上班，离任何一次放假都很远。"


def _weekday(day: date) -> str:
    return WEEKDAY_NAMES[day.weekday()]


def _say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
