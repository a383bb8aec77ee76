"""The list of duties: its order, its search text, what it knew on a day, and that it is quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from ledgers import make_document, make_preview, make_task

from gongkai_desktop.domain.deadline import ByDate, Recurring
from gongkai_desktop.domain.filters import DutyFilter, apply_filter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services import edit_duty
from gongkai_desktop.services.due import due
from gongkai_desktop.services.duties import duty_detail, list_duties
from gongkai_desktop.services.import_plan import ImportResult, commit_import
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices, units

TODAY = date(2022, 11, 15)
Import = Callable[..., ImportResult]


def test_that_rows_come_by_year_plan_task_role_and_unit(workspace: Workspace) -> None:
    everyone = [
        NamedUnit("县财政局", Role.SUPPORT),
        NamedUnit("县教育体育局", Role.SUPPORT),
        NamedUnit("县司法局", Role.LEAD),
    ]
    later = make_document(make_task("甲", everyone), make_task("乙"), title="2022年任务")
    earlier = replace(make_document(make_task("丙"), title="2021年任务"), year=2021)
    commit_import(workspace, [make_preview(later), make_preview(earlier)])
    rows = list_duties(workspace, TODAY)
    assert [(row.year, row.task_name, row.unit_name) for row in rows] == [
        (2021, "丙", "县财政局"),
        (2022, "甲", "县司法局"),
        (2022, "甲", "县教育体育局"),
        (2022, "甲", "县财政局"),
        (2022, "乙", "县财政局"),
    ]
    assert [row.task_position for row in rows] == [1, 2, 2, 2, 3]


@pytest.mark.parametrize("words", ["财政", "czj", "xczj", "CZXXGK", "按时更新", "重点领域 财政", "县财 czxx"])
def test_that_search_finds_names_other_names_texts_and_initials(
    workspace: Workspace, import_tasks: Import, words: str
) -> None:
    import_tasks(make_task(), make_task("乙", [NamedUnit("县司法局")]))
    found = apply_filter(list_duties(workspace, TODAY), DutyFilter(text=words))
    assert [row.task_name for row in found if row.unit_name == "县财政局"] == ["财政信息公开"]


def test_that_a_unit_is_found_by_the_initials_of_a_new_name(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task())
    with workspace.change("修改单位") as work:
        (unit,) = (unit for unit in units.list_units(work) if unit.name == "县财政局")
        units.change_unit(work, replace(unit, name="县财金局"))
        units.add_alias(work, unit.id, "钱袋子")
        work.commit()
    (row,) = list_duties(workspace, TODAY)
    assert {"xcjj", "qdz", "钱袋子"} <= set(row.unit_search.split("\n"))


def test_that_the_detail_shows_the_same_row_as_the_list(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task("甲"), make_task("乙", [NamedUnit("各乡镇", collective=True)]))
    edit_duty.record_progress(workspace, [2, 3], date(2022, 11, 1), "录入中", 40, "反馈表")
    for row in list_duties(workspace, TODAY):
        assert duty_detail(workspace, row.duty_id, TODAY).row == row


def test_that_a_duty_that_is_gone_is_said_to_be_gone(workspace: Workspace) -> None:
    with pytest.raises(InvalidInput):
        duty_detail(workspace, 1, TODAY)


def test_that_the_history_tells_everything_newest_first(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task())
    edit_duty.record_progress(workspace, [1], date(2022, 11, 1), "录入中", 40, "反馈表")
    edit_duty.update_task(workspace, 1, name="预决算")
    edit_duty.move_checkpoint(workspace, 1, date(2022, 12, 1), "推迟")
    edit_duty.complete(workspace, [1], TODAY, "http://xx.gov.cn")
    history = duty_detail(workspace, 1, TODAY).history
    actions = list(dict.fromkeys(entry.action for entry in history))
    assert actions == ["完成", "改期", "修改任务", "记进展", "导入"]


def test_that_the_count_of_the_light_is_told_day_by_day(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task(deadlines=[ByDate(date(2022, 10, 1))]))
    lines = duty_detail(workspace, 1, date(2022, 9, 28)).counted
    assert lines == (
        "时限：10月底前 → 2022-10-01（周六）",
        "从今天 2022-09-28（周三） 的次日数到 2022-10-01（周六），还有 2 个工作日：",
        "09-29（周四）第 1 个工作日",
        "09-30（周五）第 2 个工作日",
        "10-01（周六）不计，国庆节放假",
    )
    late = duty_detail(workspace, 1, date(2022, 10, 9)).counted
    assert late[1].endswith("已逾期 2 个工作日：")
    assert late[-2:] == ("10-08（周六）第 1 个工作日，调休上班", "10-09（周日）第 2 个工作日，调休上班")


def test_that_a_long_count_names_holidays_only_and_a_finished_one_nothing(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task(deadlines=[ByDate(date(2022, 12, 30))]), make_task("乙", deadlines=()))
    lines = duty_detail(workspace, 1, date(2022, 8, 1)).counted
    assert len(lines) < 20
    assert all("放假" in line or "调休" in line for line in lines[2:])
    assert duty_detail(workspace, 2, TODAY).counted[1].startswith("没有可以推算日期的时限")
    edit_duty.complete(workspace, [1, 2], TODAY)
    for duty_id in (1, 2):
        assert duty_detail(workspace, duty_id, TODAY).counted[1] == "已于 2022-11-15（周二） 完成。"


def test_that_a_count_into_an_unannounced_year_says_so(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task(deadlines=[ByDate(date(2099, 1, 10))]))
    lines = duty_detail(workspace, 1, date(2098, 12, 25)).counted
    assert lines[-1].startswith("2099年的放假安排尚未公布")


def test_that_notices_count_from_the_day_of_issue(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task())
    with workspace.change("签发") as work:
        notice = notices.add_notice(
            work,
            kind="督办通知",
            year=2022,
            sequence=notices.next_sequence(work, "督办通知", 2022),
            number="督〔2022〕1号",
            unit_id=1,
            issued_on=date(2022, 11, 10),
            reply_by=date(2022, 11, 17),
            duty_ids=[1],
            data=b"%PDF",
        )
        work.commit()
    assert [row.notice_count for row in list_duties(workspace, date(2022, 11, 9))] == [0]
    assert [row.notice_count for row in list_duties(workspace, TODAY)] == [1]
    assert duty_detail(workspace, 1, TODAY).notices == (notice,)


def test_that_due_gives_the_checkpoints_of_the_span_by_date(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task(deadlines=[Recurring("quarter")]), make_task("乙"))
    lines = due(workspace, date(2022, 9, 30), date(2022, 10, 31), TODAY)
    assert [(line.due, line.task, line.unit, line.light) for line in lines] == [
        (date(2022, 9, 30), "财政信息公开", "县财政局", Light.LATE),
        (date(2022, 10, 31), "乙", "县财政局", Light.LATE),
    ]
    with pytest.raises(InvalidInput, match="颠倒"):
        due(workspace, date(2022, 12, 1), date(2022, 1, 1), TODAY)


def test_that_today_puts_the_most_pressing_first(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(
        make_task("晚", deadlines=[ByDate(date(2022, 11, 1))]),
        make_task("更晚", deadlines=[ByDate(date(2022, 3, 1))]),
        make_task("快到", [NamedUnit("县某某专班")], deadlines=[ByDate(date(2022, 11, 18))]),
        make_task("还早", deadlines=[ByDate(date(2022, 12, 30))]),
    )
    page = today_page(workspace, TODAY)
    assert [row.task_name for row in page.late] == ["更晚", "晚"]
    assert [row.task_name for row in page.soon] == ["快到"]
    assert [unit.name for unit in page.units_to_confirm] == ["县某某专班"]
    assert page.to_check == ()


def test_that_twenty_thousand_duties_list_in_about_a_second(
    workspace: Workspace, ledger_path: Path, import_tasks: Import
) -> None:
    import_tasks(*(make_task(f"任务{number}", row=number) for number in range(200)))
    give_every_task_to_every_unit(ledger_path)
    list_duties(workspace, TODAY)
    start = process_time()
    rows = list_duties(workspace, TODAY)
    # Twice the promise, so that a busy machine does not fail it; a query per row would take minutes.
    assert process_time() - start < 2
    assert len(rows) > 20_000
    assert all(row.checkpoints for row in rows)


def give_every_task_to_every_unit(path: Path) -> None:
    """Fill a ledger past the program: importing twenty thousand duties is not what is measured."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT OR IGNORE INTO duty (task_id, unit_id, role, state, version) "
            "SELECT task.id, unit.id, 'support', 'open', 1 FROM task, unit"
        )
        connection.execute(
            "INSERT OR IGNORE INTO checkpoint (duty_id, due, label, proposed) "
            "SELECT duty.id, day, '按季度', 0 FROM duty, "
            "(SELECT '2022-06-30' AS day UNION SELECT '2022-09-30' UNION SELECT '2022-12-31')"
        )
    connection.close()
