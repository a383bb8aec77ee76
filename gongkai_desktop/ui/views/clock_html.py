"""A statutory limit as a page of text: values in, HTML out. Links say by their address what they want."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gongkai_desktop.domain.clocks import Clock, ClockEvent, ClockKind, Happening
from gongkai_desktop.domain.count_text import count_lines
from gongkai_desktop.services.clocks import ClockDetail, ClockLine
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models import words
from gongkai_desktop.ui.models.clock_words import clock_colour, clock_status, due_text
from gongkai_desktop.ui.views.history_words import history_lines
from gongkai_desktop.ui.views.html_parts import fold, line, link, title, web_link

COUNTED, HISTORY = "app:counted", "app:history"
"""Parts that fold."""
PRINT = "app:print"
"""The count as a page to print."""
EVENT_WORDS = {
    Happening.PAUSE: "暂停",
    Happening.RESUME: "恢复",
    Happening.RESET: "重新起算",
    Happening.EXTEND: "延长",
}
_SHORT_HISTORY = 5
_UNIT = {"working": "个工作日", "calendar": "日", "month": "个月", "year": "年", "hour": "小时"}


def clock_head(each: ClockLine, styles: words.LightStyles) -> str:
    """What the list knows already: matter, unit, state."""
    return (
        line(each.name, quiet=True, size=13)
        + f'<p style="margin:0; font-size:{theme.px(17)}px; font-weight:700;">{escape(each.matter)}</p>'
        + line(" · ".join(filter(None, (each.unit_name, each.number, each.party))), after=4)
        + f'<p style="margin:0; color:{clock_colour(each, styles)};">{escape(clock_status(each, styles))}</p>'
    )


def clock_body(detail: ClockDetail, verified: bool | None, opened: frozenset[str]) -> str:
    """Rule, dates, how it was counted, what happened, changes; `verified` None: the rule is gone."""
    return "".join(
        (*_rule(detail, verified), *_dates(detail, opened), *_end(detail), *_history(detail, opened))
    )


def _rule(detail: ClockDetail, verified: bool | None) -> Iterator[str]:
    mark = {True: "✓ 已核", False: "◇ 待核", None: ""}[verified]
    yield title("依据", escape(mark))
    yield line(detail.line.limit if detail.clock.unit != "date" else "法律写明的日期")
    yield line(detail.clock.article or "没有写明依据", quiet=not detail.clock.article)
    if verified is False:
        yield line("依据还没有对照原文，用之前请核对一遍。", quiet=True, size=13)


def _dates(detail: ClockDetail, opened: frozenset[str]) -> Iterator[str]:
    each, clock = detail.line, detail.clock
    yield title("时限")
    if clock.unit != "date":
        hour = f" {clock.started_time}" if clock.started_time else ""
        yield line(f"起算　{words.day_text(clock.started_on)}{hour}")
    yield from (line(_event(event, clock)) for event in clock.events)
    if each.paused_days:
        yield line(f"已暂停 {each.paused_days} 天，不计入", quiet=True)
    word = "最早可以结束" if clock.kind is ClockKind.AT_LEAST else "最后一天"
    yield line(f"{word}　{due_text(each)}")
    if detail.count is not None:
        yield fold(COUNTED, "怎样算出的", opened)
        if COUNTED in opened:
            yield from (line(text, quiet=True, size=13) for text in count_lines(detail.count))
        yield f"<p>{link(PRINT, '打印计算单…')}</p>"


def _event(event: ClockEvent, clock: Clock) -> str:
    hour = f" {event.time}" if event.time else ""
    much = f" {event.amount} {_UNIT.get(clock.unit, '')}" if event.amount else ""
    who = f"（批准人：{event.approver}）" if event.approver else ""
    why = f"：{event.reason}" if event.reason else ""
    return f"{EVENT_WORDS[event.kind]}{much}　{words.day_text(event.on)}{hour}{why}{who}"


def _end(detail: ClockDetail) -> Iterator[str]:
    each = detail.line
    if each.finished_on:
        yield title("办结")
        yield line(words.day_text(each.finished_on))
        if each.url:
            yield f'<p style="margin:0;">{web_link(each.url)}</p>'
    if each.note:
        yield title("说明")
        yield line(each.note)


def _history(detail: ClockDetail, opened: frozenset[str]) -> Iterator[str]:
    lines = history_lines(detail.history)
    yield title("变更记录")
    yield from (
        line(text, quiet=True, size=13) for text in (lines if HISTORY in opened else lines[:_SHORT_HISTORY])
    )
    if len(lines) > _SHORT_HISTORY:
        yield fold(HISTORY, f"更早的 {len(lines) - _SHORT_HISTORY} 条", opened)
