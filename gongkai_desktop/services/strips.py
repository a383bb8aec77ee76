"""时限计算单 for what stands in the ledger: a statutory limit, or a limit started by an event of a duty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai_desktop.domain.ledger import DutyEvent
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.clocks import clock_detail
from gongkai_desktop.services.counting import count_of_event
from gongkai_desktop.services.duties import duty_detail
from gongkai_desktop.services.events import events_of
from gongkai_desktop.services.workday import write_strip
from gongkai_desktop.services.workspace import Workspace


def write_clock_strip(workspace: Workspace, clock_id: int, path: Path, today: date) -> Path:
    """The count of a statutory limit as a page to print (PDF).

    Raises InvalidInput for a date that the law itself prints, CannotSave when the file cannot be written.
    """
    detail = clock_detail(workspace, clock_id, today)
    line = detail.line
    if detail.count is None:
        raise InvalidInput("这是法律写明的日期，没有计算过程。", "请直接引用所依据的条文。")
    matter = "　".join(filter(None, (line.matter, line.number, line.party)))
    rule = f"{line.name}（{line.limit}）"
    return write_strip(path, detail.count, today, rule=rule, matter=matter, unit=line.unit_name)


def write_event_strip(workspace: Workspace, duty_id: int, event_id: int, path: Path, today: date) -> Path:
    """The count of a limit started by an event of a duty as a page to print (PDF)."""
    row = duty_detail(workspace, duty_id, today).row
    event = _event(workspace, duty_id, event_id)
    matter = f"{row.task_name}：{event.name}" + (f"（{event.evidence}）" if event.evidence else "")
    counted = count_of_event(event, workspace.calendar)
    return write_strip(path, counted, today, matter=matter, unit=row.unit_name)


def _event(workspace: Workspace, duty_id: int, event_id: int) -> DutyEvent:
    for event in events_of(workspace, duty_id):
        if event.id == event_id:
            return event
    raise InvalidInput("找不到这个事件。", "它可能已被撤销，请按 F5 刷新后再试。")
