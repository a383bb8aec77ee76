"""The selected duty as a page of text: values in, HTML out. Links say by their address what they want."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models import words
from gongkai_desktop.ui.views.html_parts import fold, line, link, link_style, title, web_link

if TYPE_CHECKING:
    from gongkai_desktop.domain.ledger import Evidence, JournalEntry, Notice, Progress, Task
    from gongkai_desktop.services.duties import DutyDetail

COUNTED, ITEMS, HISTORY, POINTS = "app:counted", "app:items", "app:history", "app:points"
"""Parts that fold."""
SOURCE, CHECK, MOVE, PAPER = "app:source", "app:check", "app:move/", "app:paper/"
EVENT, RHYTHM, STRIP = "app:event", "app:rhythm", "app:strip/"
"""Things to do."""
_SHORT_HISTORY = 5
_FEW_POINTS = 3


def head_html(row: DutyRow, styles: words.LightStyles) -> str:
    """What is known at once from the row: task, unit, role, light."""
    above = " › ".join((*row.path[:-1],))
    number = words.number_text(row)
    unit = f"{row.unit_name} · {words.role_text(row)}"
    via = f"（{row.via}）" if row.via else ""
    status = words.status_text(row, styles)
    weight = 700 if row.light is Light.LATE else 400
    colour = styles[row.light].colour
    return (
        line(" · ".join(filter(None, (number, above))), quiet=True, size=13)
        + f'<p style="margin:0; font-size:{theme.px(17)}px; font-weight:700;">{escape(row.task_name)}</p>'
        + line(f"{unit}{via}", after=4)
        + f'<p style="margin:0; color:{colour}; font-weight:{weight};">{escape(status)}</p>'
    )


def body_html(detail: DutyDetail, styles: words.LightStyles, opened: frozenset[str]) -> str:
    """Deadline, text, progress, evidence, notices and changes; `opened` names the parts that are unfolded."""
    return "".join(
        (
            _flags(detail.task),
            _deadline(detail, styles, opened),
            _requirement(detail, opened),
            _progress(detail.progress),
            _evidence(detail.evidence),
            _notices(detail.notices),
            _history(detail.history, opened),
        )
    )


def _flags(task: Task) -> str:
    if not task.flags:
        return ""
    check = f'<a href="{CHECK}" style="{link_style()}">核对…</a>'
    return title("待核对", check) + "".join(line(f"⚠ {flag.reason}") for flag in task.flags)


def _deadline(detail: DutyDetail, styles: words.LightStyles, opened: frozenset[str]) -> str:
    row = detail.row
    out = [title("时限"), line(row.deadline_text or "原文没有写时限", quiet=not row.deadline_text)]
    points = row.checkpoints
    folds = len(points) > _FEW_POINTS
    if folds and POINTS not in opened:
        points = tuple(point for point in points if point.due == row.due)
    out += [_point(point, row.deadline_text, styles) for point in points]
    if folds:
        out.append(fold(POINTS, f"全部 {len(row.checkpoints)} 个节点", opened))
    if detail.counted:
        out.append(fold(COUNTED, "怎样算出的", opened))
        if COUNTED in opened:
            out += [line(text, quiet=True, size=13) for text in detail.counted]
    return "".join(out) + _more_dates(detail)


def _more_dates(detail: DutyDetail) -> str:
    """What gives a duty dates that its document does not print, and the counts to be printed."""
    task = detail.task
    links = [
        link(f"{STRIP}{event.id}", f"打印计算单：{event.name} {event.happened_on}…")
        for event in detail.events
    ]
    if detail.limits or detail.events:
        links.append(link(EVENT, "登记事件…"))
    # Loaded with the first duty that is read in full, not with the window.
    from gongkai_desktop.domain.rhythms import RHYTHM_WORDS, proposed_rhythm

    if rhythm := proposed_rhythm(task.deadline_text, task.requirement, task.deadlines):
        links.append(link(RHYTHM, f"检查节奏（建议{RHYTHM_WORDS[rhythm]}）…"))
    return "".join(f'<p style="margin:{theme.px(4)}px 0 0 0;">{each}</p>' for each in links)


def _point(point: CheckpointRow, deadline_text: str, styles: words.LightStyles) -> str:
    label = f"　{escape(point.label)}" if point.label and point.label != deadline_text else ""
    proposed = "（建议）" if point.proposed and "建议" not in point.label else ""
    move = f'　<a href="{MOVE}{point.id}" style="{link_style()}">改期…</a>' if point.done_on is None else ""
    status = escape(words.status_text(point, styles))
    return (
        f'<p style="margin:{theme.px(4)}px 0 0 0;">{words.day_text(point.due)}{label}{proposed}{move}<br>'
        f'<span style="color:{styles[point.light].colour};">{status}</span></p>'
    )


def _requirement(detail: DutyDetail, opened: frozenset[str]) -> str:
    task = detail.task
    source = f'<a href="{SOURCE}" style="{link_style()}">{escape(task.origin or "来源文件")}</a>'
    out = [title("原文", source), line(task.requirement)]
    if len(task.items) > 1:
        out.append(fold(ITEMS, f"分项 {len(task.items)} 条", opened))
        if ITEMS in opened:
            out += [line(f"{number}. {text}") for number, text in enumerate(task.items, start=1)]
    if task.units_text:
        out.append(line(f"责任单位原文：{task.units_text}", quiet=True, size=13))
    out.append(line(f"来源：{detail.plan.title}", quiet=True, size=13))
    return "".join(out)


def _progress(entries: Sequence[Progress]) -> str:
    lines = []
    for entry in entries:
        percent = f"{entry.percent}%" if entry.percent is not None else ""
        who = f"（{entry.said_by}）" if entry.said_by else ""
        lines.append(line(" ".join(filter(None, (entry.on.isoformat(), entry.text, percent))) + who))
    return title("进展") + ("".join(lines) or line("还没有进展。按“记进展”写下第一条。", quiet=True))


def _evidence(entries: Sequence[Evidence]) -> str:
    lines = []
    for entry in entries:
        day = entry.published_on.isoformat() if entry.published_on else ""
        note = f" {escape(entry.note)}" if entry.note else ""
        lines.append(f'<p style="margin:0;">{day} {web_link(entry.url)}{note}</p>')
    return title("佐证") + ("".join(lines) or line("还没有佐证。完成时填写公开网址。", quiet=True))


def _notices(entries: Sequence[Notice]) -> str:
    if not entries:
        return ""
    lines = []
    for entry in entries:
        reply = f"，限 {entry.reply_by} 前反馈" if entry.reply_by else ""
        if entry.voided_on is not None:
            reply = f"，已作废：{entry.void_reason}"
        text = escape(f"{entry.issued_on} {entry.heading}{reply}")
        again = f'<a href="{PAPER}{entry.id}" style="{link_style()}">原件…</a>'
        lines.append(f'<p style="margin:0 0 {theme.px(2)}px 0;">{text}　{again}</p>')
    return title("督办") + "".join(lines)


def _history(entries: Sequence[JournalEntry], opened: frozenset[str]) -> str:
    from gongkai_desktop.ui.views.history_words import history_lines

    lines = history_lines(entries)
    shown = lines if HISTORY in opened else lines[:_SHORT_HISTORY]
    out = title("变更记录") + "".join(line(text, quiet=True, size=13) for text in shown)
    rest = len(lines) - _SHORT_HISTORY
    return out + (fold(HISTORY, f"更早的 {rest} 条", opened) if rest > 0 else "")


def whole_html(row: DutyRow, items: Iterable[str] = ()) -> str:
    """A task's long text in reading size, for its own window."""
    size = theme.px(16)
    parts = list(items) or [row.requirement]
    paragraphs = "".join(
        f'<p style="margin:0 0 {theme.px(8)}px 0; font-size:{size}px; line-height:150%;">{escape(text)}</p>'
        for text in parts
    )
    return head_text(row) + paragraphs


def head_text(row: DutyRow) -> str:
    """Number, headings and unit of a task in one quiet line."""
    above = " › ".join(row.path[:-1])
    text = " · ".join(filter(None, (words.number_text(row), above, row.unit_name, row.deadline_text)))
    return f'<p style="margin:0 0 {theme.px(10)}px 0; color:{theme.QUIET};">{escape(text)}</p>'
