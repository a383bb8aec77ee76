"""The checkpoints as a calendar file, for the calendar program of the office or a phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai_desktop.domain.backward import LeadTimes, counted_back
from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.filters import DutyFilter, apply_filter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import ROLE_NAMES
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.ics import DayEvent, calendar_file
from gongkai_desktop.exporters.saving import save_bytes
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.office import lead_times
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import queries

_LONGEST = 400
"""Characters of a requirement: a phone shows no more, and the ledger has it whole."""


def export_ics(workspace: Workspace, path: Path, today: date, wanted: DutyFilter | None = None) -> Path:
    """Write the checkpoints of the duties that pass the filter; the path written is handed back.

    Taken in again, a file changes the events of an earlier one. Done checkpoints stay, without reminders.
    Raises InvalidInput when there is none, CannotSave when the file cannot be written.
    """
    wanted = wanted or DutyFilter()
    rows = apply_filter(list_duties(workspace, today), wanted)
    pairs = [(row, point) for row in rows for point in row.checkpoints if _in_month(point.due, wanted.month)]
    if not pairs:
        raise InvalidInput("没有符合条件的节点，未生成日历文件。", "请放宽筛选条件，或先导入任务分解表。")
    with workspace.ledger.read() as reading:
        mark, changes = queries.ledger_mark(reading), queries.last_changes(reading)
    lead = lead_times(workspace.office)
    events = [
        # The id of a checkpoint is never given again, and moving it to another day keeps it.
        _event(workspace, f"{point.id}.{mark}@gongkai", changes.get(row.duty_id, 0), row, point, lead)
        for row, point in pairs
    ]
    name = f"{workspace.office.county}政务公开"
    path = path if path.suffix.lower() == ".ics" else path.with_name(f"{path.name}.ics")
    save_bytes(path, calendar_file(name, events, workspace.now()))
    return path


def _in_month(day: date, month: tuple[int, int] | None) -> bool:
    return month is None or (day.year, day.month) == month


def _event(
    workspace: Workspace, uid: str, sequence: int, row: DutyRow, point: CheckpointRow, lead: LeadTimes
) -> DayEvent:
    done = point.light is Light.DONE
    days = () if done else counted_back(point.due, lead, workspace.calendar)
    return DayEvent(
        uid=uid,
        sequence=sequence,
        day=point.due,
        summary=f"{'✓ ' if done else ''}{row.task_name}（{row.unit_name}·{ROLE_NAMES[row.role]}）",
        description=_description(row, point),
        categories=("政务公开",),
        remind_on=tuple(dict.fromkeys(days)),
    )


def _description(row: DutyRow, point: CheckpointRow) -> str:
    number = f"第{row.no}项 " if row.no else ""
    lines = (
        f"{number}{row.requirement[:_LONGEST]}",
        f"责任单位：{row.unit_name}（{ROLE_NAMES[row.role]}）",
        f"时限：{row.deadline_text or point.label}",
        f"来源：{row.plan_title}",
        f"{point.done_on} 已完成" if point.done_on else "",
    )
    return "\n".join(line for line in lines if line)
