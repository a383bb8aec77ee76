"""A ledger of a hundred thousand duties, made in seconds: straight into the tables, as no import could."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert

from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store.columns import CHINA_TIME
from gongkai_desktop.store.engine import for_writing
from gongkai_desktop.store.tables import (
    CheckpointRecord,
    DutyRecord,
    PlanRow,
    ProgressRow,
    StoredFileRow,
    TaskRow,
    UnitRow,
)

TODAY = date(2026, 6, 15)
_YEARS = (2022, 2023, 2024, 2025, 2026)
_UNITS = 200
_UNITS_A_TASK = 20
_SUBJECTS = ("财政", "教育", "医疗", "环境", "审批", "处罚", "规划", "救助", "土地", "安全", "统计", "信访")
_KINDS = list(UnitKind)
_ROLES = (Role.LEAD, *[Role.RESPONSIBLE] * 9, *[Role.SUPPORT] * 10)

Rows = list[dict[str, Any]]


def build_ledger(path: Path, duties: int = 100_000) -> Path:
    """A ledger with so many duties over five years, a checkpoint each, and progress on every fifth."""
    workspace = open_workspace(path, "测")
    chance = random.Random(2026)
    tasks = duties // _UNITS_A_TASK
    with for_writing(workspace.ledger.engine).begin() as connection:

        def add(table: type[Any], rows: Rows) -> None:
            core: Table = table.__table__
            connection.execute(insert(core), rows)

        add(StoredFileRow, [{"id": 1, "sha256": "0" * 64, "size": 0, "data": b""}])
        add(PlanRow, [_plan(number, year) for number, year in enumerate(_YEARS, 1)])
        add(UnitRow, [_unit(number) for number in range(1001, 1001 + _UNITS)])
        add(TaskRow, [_task(number, tasks) for number in range(1, tasks + 1)])
        add(DutyRecord, list(_duties(tasks, chance)))
        add(CheckpointRecord, list(_checkpoints(tasks, chance)))
        add(ProgressRow, [_progress(number) for number in range(1, duties + 1, 5)])
    workspace.close()
    return path


def _plan(number: int, year: int) -> dict[str, Any]:
    return {
        "id": number,
        "title": f"示例市{year}年政务公开工作要点任务分解表",
        "year": year,
        "file_name": "任务表.docx",
        "file_id": 1,
        "imported_at": datetime(year, 4, 1, tzinfo=CHINA_TIME),
        "recognised": {},
    }


def _unit(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"示例{number}局",
        "kind": _KINDS[number % len(_KINDS)].value,
        "confirmed": number % 50 != 0,
        "position": number,
        "initials": f"sl{number}j",
    }


def _plan_of(task: int, tasks: int) -> int:
    return (task - 1) * len(_YEARS) // tasks + 1


def _task(number: int, tasks: int) -> dict[str, Any]:
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    return {
        "id": number,
        "plan_id": _plan_of(number, tasks),
        "position": number,
        "no": str(number % 200 + 1),
        "path": [f"深化{subject}领域信息公开", f"{subject}信息公开第{number}类"],
        "requirement": f"及时、准确公开{subject}领域第{number}类信息，做好解读、回应和更新，完善公开目录。"
        * 2,
        "units_text": "各有关单位",
        "open_ended": False,
        "deadline_text": "按月推进",
        "deadlines": [],
        "inline_deadlines": [],
        "origin": {"place": "表1", "row": number},
        "flags": [],
        "extra": [],
        "withdrawn": False,
        "initials": f"xxgk{number}",
    }


def _duties(tasks: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    for task in range(1, tasks + 1):
        units = chance.sample(range(1001, 1001 + _UNITS), _UNITS_A_TASK)
        for place, unit in enumerate(units):
            yield {
                "id": (task - 1) * _UNITS_A_TASK + place + 1,
                "task_id": task,
                "unit_id": unit,
                "role": _ROLES[place].value,
                "state": "open",
                "via": None if place < 10 else "县直各部门",
                "version": 1,
                "dropped": False,
            }


def _checkpoints(tasks: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    for task in range(1, tasks + 1):
        year = _YEARS[_plan_of(task, tasks) - 1]
        for place in range(_UNITS_A_TASK):
            due = date(year, 1, 1) + timedelta(days=chance.randrange(365))
            number = (task - 1) * _UNITS_A_TASK + place + 1
            done = due < TODAY and chance.random() < 0.9
            yield {
                "id": number,
                "duty_id": number,
                "due": due,
                "label": "按月推进",
                "proposed": False,
                "done_on": due if done else None,
            }


def _progress(duty: int) -> dict[str, Any]:
    return {
        "duty_id": duty,
        "on_day": date(2026, 6, 1),
        "text": "已发布到门户网站",
        "percent": duty % 10 * 10,
        "said_by": "反馈表",
    }
