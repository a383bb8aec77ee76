"""The sample's month of progress fits its documents and leaves something to supervise."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop import paths
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.duties import list_duties, list_plans
from gongkai_desktop.services.edit_duty import complete, record_progress
from gongkai_desktop.services.import_plan import commit_import, preview_files
from gongkai_desktop.services.workspace import Workspace, open_workspace

SAMPLE = paths.resources() / "sample"
SAMPLE_DAY = date(2026, 6, 24)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "sample.gkdb", "测试")
    documents = sorted(path for path in SAMPLE.iterdir() if path.suffix != ".csv")
    commit_import(opened, preview_files(opened, documents))
    yield opened
    opened.close()


def entries() -> list[dict[str, str]]:
    with (SAMPLE / "progress.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def duties_by_key(workspace: Workspace) -> dict[tuple[str, str | None, str], list[DutyRow]]:
    """Duties by file, number and unit, as a line of the file names them."""
    files = {plan.id: plan.file_name for plan in list_plans(workspace)}
    found: dict[tuple[str, str | None, str], list[DutyRow]] = {}
    for row in list_duties(workspace, SAMPLE_DAY):
        found.setdefault((files[row.plan_id], row.no, row.unit_name), []).append(row)
    return found


def test_that_every_line_of_progress_means_one_duty(workspace: Workspace) -> None:
    known = duties_by_key(workspace)
    keys = [(entry["来源文件"], entry["序号"], entry["单位"]) for entry in entries()]
    assert {key: len(known.get(key, [])) for key in keys} == dict.fromkeys(keys, 1)
    assert len(keys) == pytest.approx(len(list_duties(workspace, SAMPLE_DAY)) / 3, rel=0.15)


def test_that_a_few_units_are_late_once_the_month_is_entered(workspace: Workspace) -> None:
    known = duties_by_key(workspace)
    for entry in entries():
        (duty,) = known[entry["来源文件"], entry["序号"], entry["单位"]]
        percent = int(entry["百分比"]) if entry["百分比"] else None
        on = date.fromisoformat(entry["日期"])
        record_progress(workspace, [duty.duty_id], on, entry["进展"], percent, entry["单位"])
        if entry["完成日期"]:
            complete(workspace, [duty.duty_id], date.fromisoformat(entry["完成日期"]), entry["链接"])
    rows = list_duties(workspace, SAMPLE_DAY)
    lights = Counter(row.light for row in rows)
    late = {row.unit_name for row in rows if row.light is Light.LATE}
    assert 8 <= len(late) <= 15
    assert lights[Light.LATE] <= 20
    assert min(lights[light] for light in (Light.SOON, Light.NORMAL, Light.DONE)) >= 20
