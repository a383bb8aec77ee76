"""The sample's month of progress fits its documents and leaves something to supervise."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai_desktop import paths
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.duties import list_duties, list_plans
from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample
from gongkai_desktop.services.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path_factory.mktemp("sample") / "sample.gkdb", "测试")
    load_sample(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def rows(workspace: Workspace) -> tuple[DutyRow, ...]:
    return list_duties(workspace, SAMPLE_DAY)


def entries() -> list[tuple[str, str, str]]:
    """File, number and unit of every line of progress."""
    path: Path = paths.resources() / "sample" / "progress.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(line["来源文件"], line["序号"], line["单位"]) for line in csv.DictReader(file)]


def test_that_every_line_of_progress_means_exactly_one_duty(
    workspace: Workspace, rows: tuple[DutyRow, ...]
) -> None:
    files = {plan.id: plan.file_name for plan in list_plans(workspace)}
    known = Counter((files[row.plan_id], row.no, row.unit_name) for row in rows)
    assert {key: known[key] for key in entries()} == dict.fromkeys(entries(), 1)


def test_that_about_a_third_of_the_duties_have_progress(rows: tuple[DutyRow, ...]) -> None:
    told = sum(row.last_progress_on is not None for row in rows)
    assert told == len(entries()) == pytest.approx(len(rows) / 3, rel=0.15)


def test_that_a_few_units_are_late_and_every_light_is_seen(rows: tuple[DutyRow, ...]) -> None:
    lights = Counter(row.light for row in rows)
    late = {row.unit_name for row in rows if row.light is Light.LATE}
    assert 8 <= len(late) <= 15
    assert lights[Light.LATE] <= 20
    assert min(lights[light] for light in (Light.SOON, Light.NORMAL, Light.DONE, Light.NONE)) >= 20
