"""How the parts of 今日 are worded, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.services.clocks import ClockLine
from gongkai_desktop.services.today import Awaited, RecentChange, TaskToCheck, ToSign
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models import words
from gongkai_desktop.ui.models.clock_words import clock_colour, clock_status
from gongkai_desktop.ui.views.today_card import Line

if TYPE_CHECKING:
    from gongkai_desktop.services.review_drafts import Draft

_DOUBT = "#8a5300"


def duty_line(row: DutyRow, styles: words.LightStyles) -> Line:
    """A duty that is late or near."""
    return Line(
        words.task_label(row),
        f"{row.unit_name} · {words.role_text(row)}",
        words.day_text(row.due) if row.due else "",
        f"{words.light_word(row.light, styles)} {words.days_word(row.light, row.days)}",
        styles[row.light].colour,
    )


def awaited_line(each: Awaited) -> Line:
    """A paper that nobody has answered."""
    notice = each.notice
    if each.days is None:
        state, colour = "等待反馈", theme.QUIET
    elif each.days < 0:
        state, colour = f"● 过期 {-each.days} 个工作日", theme.LATE
    else:
        state, colour = f"○ 余 {each.days} 个工作日", theme.QUIET
    due = f"{words.day_text(notice.reply_by)} 前反馈" if notice.reply_by else f"{notice.issued_on} 签发"
    return Line(notice.heading, f"{notice.unit_name} · {len(each.duty_ids)} 项", due, state, colour)


def to_sign_line(each: ToSign) -> Line:
    """Papers that wait to be issued."""
    return Line(each.kind, "、".join(each.unit_names), "", f"◇ {len(each.unit_names)} 份待签发", _DOUBT)


def review_line(draft: Draft) -> Line:
    """An import put aside."""
    more = f" 等 {len(draft.file_names)} 份" if len(draft.file_names) > 1 else ""
    waiting = f"⚠ 导入未完 {draft.flag_count} 处" if draft.flag_count else "✓ 导入待确认"
    kept = f"{draft.saved_at:%m-%d %H:%M} 暂存"
    return Line(f"{draft.file_names[0]}{more}", f"{draft.task_count} 项任务", kept, waiting, _DOUBT)


def check_line(entry: TaskToCheck) -> Line:
    """A task with doubts."""
    task = entry.task
    name = f"第{task.no}项 {task.name}" if task.no else task.name
    reasons = "；".join(flag.reason for flag in task.flags)
    return Line(name, reasons, "", f"⚠ {len(task.flags)} 处", _DOUBT)


def unit_line(unit: Unit) -> Line:
    """A unit that nobody has confirmed."""
    return Line(unit.name, "导入时遇到的新名称，请确认类别或合并到已有单位", "", "◇ 单位待确认")


def clock_line(line: ClockLine, styles: words.LightStyles) -> Line:
    """A statutory limit that runs."""
    what = f"{line.name}　{line.matter}"
    status, colour = clock_status(line, styles), clock_colour(line, styles)
    return Line(what, line.unit_name, words.day_text(line.due), status, colour)


def change_line(change: RecentChange) -> Line:
    """Something that was done lately."""
    reason = f"：{change.reason}" if change.reason else ""
    count = f"{change.duty_count} 项" if change.duty_count else ""
    return Line(f"{change.action}{reason}", change.who, count, f"{change.at:%m-%d %H:%M}")
