"""The journal of a duty in the clerk's words: one line an action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from gongkai_desktop.domain.ledger import JournalEntry

_FIELDS = {
    ("checkpoint", "due"): "日期",
    ("task", "no"): "序号",
    ("task", "path"): "任务名称",
    ("task", "requirement"): "要求",
}
"""Fields whose old and new value say more than the name of the action."""
_LONGEST = 24


def history_lines(entries: Sequence[JournalEntry]) -> list[str]:
    """Newest first as given; the changes of one action make one line."""
    return [_one_action(list(group)) for _batch, group in groupby(entries, key=lambda entry: entry.batch)]


def _one_action(entries: list[JournalEntry]) -> str:
    first = entries[0]
    when = first.at.strftime("%Y-%m-%d %H:%M")
    reason = f"：{first.reason}" if first.reason else ""
    changes = "；".join(_changes(entries))
    return f"{when} {first.who} {first.action}{reason}" + (f"（{changes}）" if changes else "")


def _changes(entries: Iterable[JournalEntry]) -> Iterable[str]:
    for entry in entries:
        if entry.old is None or entry.new is None:
            continue
        for name, new in entry.new.items():
            title = _FIELDS.get((entry.entity, name))
            old = entry.old.get(name)
            if title and old != new:
                yield f"{title} {_short(old)} → {_short(new)}"


def _short(value: object) -> str:
    text = str(value if value not in (None, "") else "空")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
