"""Hand-made rows of a made-up 示例县, for tests and for looking at the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.ledger import DutyState, UnitKind
from gongkai_desktop.domain.lights import Light, worst
from gongkai_desktop.domain.recognised import Role

TODAY = date(2026, 10, 12)


def checkpoint(number: int, duty_id: int, due: date, *, done: bool = False, label: str = "") -> CheckpointRow:
    """A checkpoint with a light that counts calendar days, which is near enough for looking."""
    days = (due - TODAY).days
    if done:
        return CheckpointRow(number, duty_id, due, label, False, due, Light.DONE, 0)
    light = Light.LATE if days < 0 else Light.SOON if days <= 9 else Light.NORMAL
    return CheckpointRow(number, duty_id, due, label, False, None, light, days)


def duty(duty_id: int = 1, **changes: object) -> DutyRow:
    """One row; every field can be given."""
    row = DutyRow(
        duty_id=duty_id,
        task_id=duty_id,
        plan_id=1,
        plan_title="示例县2026年政务公开工作要点任务分解表",
        year=2026,
        task_position=duty_id,
        no=str(duty_id),
        path=("深化重点领域信息公开", "财政信息公开"),
        task_name="财政信息公开",
        requirement="在政府门户网站集中公开预算、决算和“三公”经费。",
        unit_id=1,
        unit_name="县财政局",
        unit_kind=UnitKind.DEPARTMENT,
        unit_confirmed=True,
        role=Role.LEAD,
        via=None,
        deadline_text="全年",
        checkpoints=(),
        due=None,
        light=Light.NONE,
        days=0,
        state=DutyState.OPEN,
        completed_on=None,
        last_progress_on=None,
        last_progress="",
        percent=None,
        evidence_count=0,
        notice_count=0,
        flag_count=0,
        search_text="",
        version=1,
    )
    return with_search_text(replace(row, **changes))  # type: ignore[arg-type]


def with_checkpoints(row: DutyRow, points: Sequence[CheckpointRow]) -> DutyRow:
    """The row with these checkpoints and the date and light that follow from them."""
    waiting = [point for point in points if point.done_on is None]
    deciding = waiting[0] if waiting else points[-1] if points else None
    state = DutyState.OPEN if waiting or not points else DutyState.DONE
    return replace(
        row,
        checkpoints=tuple(points),
        due=deciding.due if deciding else None,
        light=worst(point.light for point in points)
        if waiting
        else deciding.light
        if deciding
        else Light.NONE,
        days=deciding.days if deciding else 0,
        state=state,
        completed_on=deciding.done_on if deciding and state is DutyState.DONE else None,
    )


def with_search_text(row: DutyRow) -> DutyRow:
    """The row with a text that the search field can look in."""
    return replace(row, search_text=f"{row.unit_name} {row.task_name} {row.requirement}".lower())


def many(count: int) -> tuple[DutyRow, ...]:
    """Any number of rows: tasks of three units each, with every light among them."""
    rows = []
    for number in range(1, count + 1):
        task, unit = (number - 1) // 3 + 1, number % 60 + 1
        point = checkpoint(number, number, TODAY + timedelta(days=number % 40 - 12), done=number % 4 == 0)
        row = duty(
            number,
            task_id=task,
            task_position=task,
            no=str(task),
            task_name=f"任务{task}",
            path=("公开", f"任务{task}"),
            unit_id=unit,
            unit_name=f"示例{unit}局",
            unit_confirmed=unit != 7,
            unit_kind=list(UnitKind)[unit % 7],
            role=list(Role)[number % 3],
        )
        rows.append(with_checkpoints(row, [point] if number % 9 else []))
    return tuple(rows)
