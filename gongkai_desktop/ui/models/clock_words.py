"""How statutory limits are worded on screen."""

from __future__ import annotations

from gongkai_desktop.domain.clocks import ClockKind, ClockState
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.clocks import ClockLine
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models import words

PAUSED = "‖ 已暂停"


def clock_status(line: ClockLine, styles: words.LightStyles) -> str:
    """Shape, word and days in one line: ● 逾期 3 个工作日."""
    if line.state is ClockState.PAUSED:
        return PAUSED
    if line.state is ClockState.CANCELLED:
        return "－ 已取消"
    if line.state is ClockState.FINISHED:
        return _finished(line, styles)
    word = words.light_word(line.light, styles)
    return f"{word} {_days(line)}".rstrip()


def clock_colour(line: ClockLine, styles: words.LightStyles) -> str:
    """The colour of the light; what stands still has none."""
    if line.state in (ClockState.PAUSED, ClockState.CANCELLED):
        return theme.QUIET
    return styles[line.light].colour


def due_text(line: ClockLine) -> str:
    """The last day, with the hour of limits in hours; marked where it may still change."""
    hour = f" {line.due_at:%H:%M}" if line.due_at else ""
    mark = "（暂）" if line.provisional else ""
    return f"{words.day_text(line.due)}{hour}{mark}"


def _days(line: ClockLine) -> str:
    if line.light is Light.LATE and not line.days:
        return "已超过" if line.due_at else words.days_word(line.light, 0)
    if line.kind is ClockKind.AT_LEAST and line.light is Light.SOON:
        return "已满，可以结束"
    return words.days_word(line.light, line.days)


def _finished(line: ClockLine, styles: words.LightStyles) -> str:
    if line.light is Light.LATE:
        return f"{words.light_word(Light.LATE, styles)} 未满 {-line.days} 个工作日即结束"
    late = f"，晚 {-line.days} 个工作日" if line.days < 0 else ""
    return f"{styles[Light.DONE].shape} 已办结{late}"
