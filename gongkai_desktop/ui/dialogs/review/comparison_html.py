"""The comparison of two versions as a page to read: every entry with its changed words marked."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from gongkai_desktop.domain.comparison import Compared, ComparedKind, Comparison, FieldChange
from gongkai_desktop.domain.ledger import Task
from gongkai_desktop.domain.recognised import RecognisedTask
from gongkai_desktop.ui import theme

KINDS: dict[ComparedKind, str] = {"added": "新增", "changed": "修改", "removed": "删除", "same": "未变"}
_COLOURS: dict[ComparedKind, str] = {
    "added": "#2e7d32",
    "changed": "#8a5300",
    "removed": "#a02020",
    "same": theme.QUIET,
}
_FIELDS = {
    "no": "序号",
    "path": "任务",
    "requirement": "要求",
    "units": "责任单位",
    "deadline": "时限",
    "extra": "附加信息",
}
_WORDS = {
    "same": "{}",
    "added": "<span style='background:#d3efd5'>{}</span>",
    "removed": "<span style='background:#f9d9d9; text-decoration:line-through'>{}</span> ",
}


def comparison_html(comparison: Comparison, kinds: Collection[ComparedKind]) -> str:
    """The entries of these kinds in the new version's order; links are separate:n and pair:n."""
    rows = [_entry(number, entry) for number, entry in enumerate(comparison.entries) if entry.kind in kinds]
    body = "".join(rows) or f"<p style='color:{theme.QUIET}'>没有这样的任务。</p>"
    return f"<table width='100%' cellspacing='0' cellpadding='{theme.px(6)}'>{body}</table>"


def _entry(number: int, entry: Compared) -> str:
    task = entry.new or entry.old
    name = task.name if task else ""
    no = f"第{task.no}项　" if task and task.no else ""
    kind = f"<b style='color:{_COLOURS[entry.kind]}'>{KINDS[entry.kind]}</b>"
    return (
        f"<tr><td valign='top' width='{theme.px(56)}' style='border-top:1px solid {theme.LINE}'>{kind}</td>"
        f"<td style='border-top:1px solid {theme.LINE}'><b>{escape(no + name)}</b>"
        f"{_content(entry)}{_link(number, entry)}</td></tr>"
    )


def _content(entry: Compared) -> str:
    if entry.changes:
        return "".join(map(_change, entry.changes))
    task = entry.new or entry.old
    return _whole(task) if task and entry.kind != "same" else ""


def _change(change: FieldChange) -> str:
    words = "".join(_WORDS[span.kind].format(_text(span.text)) for span in change.words)
    return _line(_FIELDS[change.field], words)


def _whole(task: Task | RecognisedTask) -> str:
    rows = (("requirement", task.requirement), ("units", task.units_text), ("deadline", task.deadline_text))
    return "".join(_line(_FIELDS[field], _text(text)) for field, text in rows if text)


def _line(name: str, words: str) -> str:
    title = f"<span style='color:{theme.QUIET}'>{name}</span>"
    return f"<div style='margin-top:{theme.px(3)}px'>{title}　{words}</div>"


def _link(number: int, entry: Compared) -> str:
    style = f"style='color:{theme.BLUE}; text-decoration:none'"
    if entry.kind == "changed":
        return f"<div><a href='separate:{number}' {style}>不是同一项任务</a></div>"
    if entry.kind == "removed":
        return f"<div><a href='pair:{number}' {style}>其实是新增的某一项…</a></div>"
    return ""


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
