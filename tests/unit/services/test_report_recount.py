"""The report's figures against a recount by plain SQL on the same ledger file."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.month_figures import Month, month_span, next_month
from gongkai_desktop.exporters.report_sheets import report_workbook
from gongkai_desktop.exporters.sheet import Sheet
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import cancel_duty, complete
from gongkai_desktop.services.monthly_report import report_source
from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample
from gongkai_desktop.services.workspace import Workspace, open_workspace

POINT = """
point AS (
    SELECT c.duty_id, c.due,
           CASE WHEN c.done_on <= :day THEN c.done_on
                WHEN d.state = 'done' AND d.completed_on <= :day THEN d.completed_on END AS done
    FROM checkpoint c JOIN duty d ON d.id = c.duty_id WHERE d.state <> 'cancelled'
)"""
LIGHT = f"""
WITH {POINT},
first AS (SELECT duty_id, MIN(due) AS due FROM point WHERE done IS NULL GROUP BY duty_id),
light AS (
    SELECT d.id, t.plan_id, u.name AS unit, u.kind,
           CASE WHEN d.state = 'done' AND d.completed_on <= :day THEN 'done'
                WHEN d.id NOT IN (SELECT duty_id FROM point) THEN 'none'
                WHEN f.due IS NULL THEN 'done'
                WHEN f.due < :day THEN 'late'
                WHEN f.due <= :soon THEN 'soon' ELSE 'normal' END AS light
    FROM duty d JOIN task t ON t.id = d.task_id JOIN unit u ON u.id = d.unit_id
    LEFT JOIN first f ON f.duty_id = d.id WHERE d.state <> 'cancelled'
)"""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Path]]:
    """The sample with a half-year of completions, late ones and cancelled duties among them."""
    path = tmp_path_factory.mktemp("report") / "busy.gkdb"
    workspace = open_workspace(path, "王办事")
    load_sample(workspace)
    chance = random.Random(6)
    rows = [row for row in list_duties(workspace, SAMPLE_DAY) if row.checkpoints]
    for row in chance.sample(rows, 60):
        on = row.checkpoints[0].due + timedelta(days=chance.randint(-25, 25))
        link = f"https://www.example.gov.cn/{row.duty_id}.html" if chance.random() < 0.5 else ""
        complete(workspace, [row.duty_id], min(on, SAMPLE_DAY), link)
    cancel_duty(workspace, [row.duty_id for row in chance.sample(rows, 5)], "不再承担")
    yield workspace, path
    workspace.close()


def ask(path: Path, sql: str, **values: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql, {k: str(v) for k, v in values.items()}).fetchall()
    finally:
        connection.close()


def last_soon(workspace: Workspace, day: date) -> date:
    """The last date that is still near on a day."""
    days = (day + timedelta(days=n) for n in range(60))
    near = workspace.light_rules.soon_days
    return max(d for d in days if workspace.calendar.working_days_between(day, d) <= near)


def recount(workspace: Workspace, path: Path, day: date, group: str) -> dict[object, list[int]]:
    sql = f"{LIGHT} SELECT {group}, light, COUNT(*) FROM light GROUP BY 1, 2"
    found: dict[object, list[int]] = {}
    for name, light, count in ask(path, sql, day=day, soon=last_soon(workspace, day)):
        found.setdefault(name, [0] * len(Light))[list(Light).index(Light(light))] = int(str(count))
    return found


def figures(workspace: Workspace, month: Month, day: date, name: str) -> list[list[object]]:
    """The data rows of a sheet of the report."""
    workbook = report_workbook(report_source(workspace, month, day))
    sheet: Sheet = next(sheet for sheet in workbook.sheets if sheet.name == name)
    return [[cell.value for cell in row] for row in sheet.rows[sheet.header_row + 1 :]]


def lights_of(rows: Sequence[list[object]]) -> dict[object, list[object]]:
    return {row[0]: row[1 : 1 + len(Light)] for row in rows}


@pytest.mark.parametrize(
    ("sheet", "group"),
    [
        ("按来源文件", "(SELECT title FROM plan WHERE id = plan_id)"),
        ("按单位类别", "kind"),
        ("按责任单位", "unit"),
    ],
)
def test_that_lights_by_plan_kind_and_unit_equal_a_recount(
    busy: tuple[Workspace, Path], sheet: str, group: str
) -> None:
    workspace, path = busy
    shown = lights_of(figures(workspace, (2026, 6), SAMPLE_DAY, sheet))
    total = shown.pop("合计")
    expected = recount(workspace, path, SAMPLE_DAY, group)
    assert shown == expected
    assert total == [sum(column) for column in zip(*expected.values(), strict=True)]


def test_that_every_month_of_the_trend_equals_a_recount_for_its_last_day(
    busy: tuple[Workspace, Path],
) -> None:
    workspace, path = busy
    shown = lights_of(figures(workspace, (2026, 6), SAMPLE_DAY, "各月末"))
    ends = [month_span((2026, month))[1] for month in range(1, 6)]
    assert list(shown) == [*ends, SAMPLE_DAY]
    for day, lights in shown.items():
        assert isinstance(day, date)
        assert recount(workspace, path, day, "'全部'")["全部"] == lights


def test_that_the_cover_figures_equal_a_recount_of_both_months(busy: tuple[Workspace, Path]) -> None:
    workspace, path = busy
    rows = figures(workspace, (2026, 6), SAMPLE_DAY, "主要指标")
    shown: dict[object, list[object]] = {row[0]: row[1:] for row in rows}
    for place, day, month in ((0, SAMPLE_DAY, "2026-06"), (1, date(2026, 5, 31), "2026-05")):
        lights = dict(zip(Light, recount(workspace, path, day, "'全部'")["全部"], strict=True))
        dated = sum(lights.values()) - lights[Light.NONE]
        assert shown["责任事项"][place] == sum(lights.values())
        assert shown["逾期"][place] == lights[Light.LATE]
        assert shown["办结率"][place] == round(lights[Light.DONE] / dated, 4)
        due = f"WITH {POINT} SELECT COUNT(*), SUM(done <= due) FROM point WHERE substr(due, 1, 7) = :month"
        [(total, in_time)] = ask(path, due, day=day, month=month)
        assert (shown["当月到期节点"][place], shown["其中按期完成"][place]) == (total, in_time)
        done = """SELECT COUNT(*) FROM duty WHERE state = 'done' AND completed_on <= :day
                  AND substr(completed_on, 1, 7) = :month"""
        assert [(shown["当月办结事项"][place],)] == ask(path, done, day=day, month=month)
    now, before, change = shown["逾期"]
    assert change == int(str(now)) - int(str(before))


def test_that_the_late_list_has_every_late_duty_and_no_other(busy: tuple[Workspace, Path]) -> None:
    workspace, path = busy
    rows = figures(workspace, (2026, 6), SAMPLE_DAY, "逾期事项")
    sql = f"""{LIGHT} SELECT unit, due FROM light JOIN first ON duty_id = light.id WHERE light = 'late'"""
    expected = ask(path, sql, day=SAMPLE_DAY, soon=last_soon(workspace, SAMPLE_DAY))
    assert sorted((row[0], str(row[3])) for row in rows) == sorted(expected)
    assert rows


def test_that_the_done_list_has_what_was_completed_in_the_month_with_its_links(
    busy: tuple[Workspace, Path],
) -> None:
    workspace, path = busy
    rows = figures(workspace, (2026, 5), SAMPLE_DAY, "当月完成")
    sql = f"""WITH {POINT} SELECT d.id FROM duty d WHERE d.state <> 'cancelled' AND (
        (d.state = 'done' AND substr(d.completed_on, 1, 7) = '2026-05')
        OR d.id IN (SELECT duty_id FROM point WHERE substr(done, 1, 7) = '2026-05'))"""
    ids = [duty_id for (duty_id,) in ask(path, sql, day=SAMPLE_DAY)]
    assert len(rows) == len(ids) > 5
    held = f"SELECT DISTINCT duty_id, url FROM evidence WHERE url <> '' AND duty_id IN ({str(ids)[1:-1]})"
    shown = [link for row in rows for link in str(row[5]).split("\n") if link]
    assert sorted(shown) == sorted(str(url) for _, url in ask(path, held))


def test_that_the_backward_list_has_the_next_month_s_open_checkpoints(busy: tuple[Workspace, Path]) -> None:
    workspace, path = busy
    rows = figures(workspace, (2026, 6), SAMPLE_DAY, "下月倒排")
    first, last = month_span(next_month((2026, 6)))
    sql = f"""WITH {POINT} SELECT p.due, COUNT(*) FROM point p JOIN duty d ON d.id = p.duty_id
        WHERE done IS NULL AND p.due BETWEEN :first AND :last GROUP BY p.due, d.task_id ORDER BY 1, 2"""
    expected = ask(path, sql, day=SAMPLE_DAY, first=first, last=last)
    assert sorted((str(row[0]), row[4]) for row in rows) == expected
    calendar, office = workspace.calendar, workspace.office
    for due, remind, urge, *_ in rows:
        assert isinstance(due, date)
        assert remind == calendar.add_working_days(due, -office.remind_days)
        assert urge == calendar.add_working_days(due, -office.urge_days)
