"""The checkpoints of a span of days, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DueLine:
    """A checkpoint with all that is needed to call the unit."""

    due: date
    light: Light
    days: int
    unit: str
    task: str
    role: Role
    no: str | None
    plan: str


def due(workspace: Workspace, start: date, end: date, today: date) -> tuple[DueLine, ...]:
    """Every checkpoint from `start` to `end` (both included) with its light on `today`, by date."""
    if end < start:
        raise InvalidInput(f"起止日期颠倒：{start} 晚于 {end}。", "请把较早的日期放在前面。")
    lines = [
        DueLine(
            due=checkpoint.due,
            light=checkpoint.light,
            days=checkpoint.days,
            unit=row.unit_name,
            task=row.task_name,
            role=row.role,
            no=row.no,
            plan=row.plan_title,
        )
        for row in list_duties(workspace, today)
        for checkpoint in row.checkpoints
        if start <= checkpoint.due <= end
    ]
    # Stable: within a day the order of the ledger stays.
    return tuple(sorted(lines, key=lambda line: line.due))
