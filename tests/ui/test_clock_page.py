"""法定时限: what runs is shown with how it stands, and every step the clerk takes can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLabel, QLineEdit, QPlainTextEdit, QSpinBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.clocks import ClockState
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.clocks import clock_detail, finish, list_clocks, pause
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.services.year_wheel import preview_year_wheel
from gongkai_desktop.ui.clock_page import ClockPage
from gongkai_desktop.ui.dialogs.clocks.decision_list import DecisionListDialog
from gongkai_desktop.ui.dialogs.clocks.happenings import (
    ExtendDialog,
    FinishDialog,
    ReasonDialog,
    StepDialog,
)
from gongkai_desktop.ui.dialogs.clocks.start_clock import EditClockDialog, StartClockDialog
from gongkai_desktop.ui.dialogs.clocks.year_wheel import YearWheelDialog
from gongkai_desktop.ui.dialogs.forms import FormDialog
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.screenshot_clocks import load_clocks
from gongkai_desktop.ui.views.clock_detail import allowed

Settle = Callable[[], None]


@pytest.fixture
def clocks(empty_workspace: Workspace) -> Workspace:
    load_clocks(empty_workspace, SAMPLE_DAY)
    return empty_workspace


@pytest.fixture
def page(clocks: Workspace, qtbot: QtBot, settle: Settle) -> ClockPage:
    page = ClockPage(clocks, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    page.reload()
    settle()
    return page


@pytest.fixture
def show(qtbot: QtBot, settle: Settle) -> Callable[[FormDialog], FormDialog]:
    def shown(dialog: FormDialog) -> FormDialog:
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        return dialog

    return shown


def _press(dialog: FormDialog, settle: Settle) -> None:
    dialog.accept_button.click()
    settle()


def _field(dialog: FormDialog, kind: type, name: str) -> object:
    return next(f for f in dialog.findChildren(kind) if f.accessibleName() == name)


def _texts(dialog: FormDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def _line(workspace: Workspace, matter: str):  # type: ignore[no-untyped-def]
    return next(line for line in list_clocks(workspace, SAMPLE_DAY) if line.matter.startswith(matter))


def test_that_the_list_shows_what_runs_and_filters_by_state_rule_unit_and_initials(
    page: ClockPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.table.lines)
    running = {line.matter for line in page.table.lines.shown}
    assert "某小区停水情况回应" in running
    assert "示例县养老服务补贴办法解读" not in running
    page.bar.clear("finished")
    assert [line.matter for line in page.table.lines.shown] == ["示例县养老服务补贴办法解读"]
    page.bar.clear("late")
    assert all(line.light is Light.LATE for line in page.table.lines.shown)
    page.bar.clear("all")
    page.bar.search.setText("tcsf")
    page.bar._tell()
    assert [line.matter for line in page.table.lines.shown] == ["城区停车收费方案征求意见"]
    page.bar.clear("all")
    page.bar.unit.setCurrentIndex(page.bar.unit.findText("县民政局"))
    assert {line.unit_name for line in page.table.lines.shown} == {"县民政局"}
    page.bar.clear("all")
    page.bar.rule.setCurrentIndex(page.bar.rule.findData("permit_penalty"))
    assert {line.template_key for line in page.table.lines.shown} == {"permit_penalty"}


def test_that_the_detail_tells_article_pause_and_each_day_of_the_count(
    page: ClockPage, clocks: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    page.table.choose(_line(clocks, "张某某").clock_id)
    qtbot.waitUntil(lambda: "变更记录" in page.detail.body.toPlainText())
    text = page.detail.body.toPlainText()
    assert "第三十三条" in text
    assert "✓ 已核" in text
    assert "征求第三方意见" in text
    assert "第1天" not in text
    page.detail._opened = frozenset({"app:counted"})
    page.detail._write()
    assert "第1天" in page.detail.body.toPlainText()
    assert "不计 暂停" in page.detail.body.toPlainText()


def test_that_commands_fit_the_state(clocks: Workspace) -> None:
    running, paused = _line(clocks, "示例超市"), _line(clocks, "群众留言")
    done = _line(clocks, "示例县养老服务补贴办法解读")
    assert "pause" in allowed([running])
    assert "resume" not in allowed([running])
    assert "resume" in allowed([paused])
    assert allowed([done]) == {"reopen", "edit"}
    assert allowed([running, paused]) == {"finish", "reset", "extend", "cancel"}
    wheel = next(line for line in list_clocks(clocks, SAMPLE_DAY) if line.wheel_year)
    assert allowed([wheel]) == {"finish", "edit", "cancel"}


def test_that_a_new_limit_tells_its_last_day_before_it_is_started(
    clocks: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    dialog = show(StartClockDialog(clocks, date(2026, 9, 18), template_key="proactive"))
    assert "最后一天：2026-10-22 (周四)" in _texts(dialog)
    _press(dialog, settle)
    assert "请填写事项" in _texts(dialog)
    _field(dialog, QLineEdit, "事项").setText("示例办法")  # type: ignore[attr-defined]
    _press(dialog, settle)
    line = next(line for line in list_clocks(clocks, date(2026, 9, 20)) if line.matter == "示例办法")
    assert line.due == date(2026, 10, 22)
    assert dialog.batch
    undo(clocks, dialog.batch)
    assert all(line.matter != "示例办法" for line in list_clocks(clocks, date(2026, 9, 20)))


def test_that_a_limit_of_at_least_so_long_says_when_it_may_end(
    clocks: Workspace, show: Callable[..., FormDialog]
) -> None:
    dialog = show(StartClockDialog(clocks, date(2026, 9, 1), template_key="decision_comments"))
    assert "最早可以结束：2026-10-08 (周四)" in _texts(dialog)


def test_that_the_window_shows_a_change_of_a_limit_and_takes_it_back(
    clocks: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    window = MainWindow(clocks, SAMPLE_DAY, PreferenceFile(tmp_path / "preferences.json"))
    qtbot.addWidget(window)
    window.show()
    wanted = _line(clocks, "示例超市")
    window.today.clocks_wanted.emit(wanted.clock_id)
    settle()
    page = window.clocks
    assert page.isVisible()
    assert page.table.current() == wanted
    before = len(page.table.lines.shown)
    page.commands.committed.emit(finish(clocks, [page.table.lines.shown[0].clock_id], SAMPLE_DAY), "办结")
    settle()
    assert len(page.table.lines.shown) == before - 1
    assert "办结" in page.foot.undo.toolTip()
    page.foot.undo.click()
    settle()
    assert len(page.table.lines.shown) == before


def test_that_a_limit_in_hours_asks_for_the_time(
    clocks: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    dialog = show(StartClockDialog(clocks, SAMPLE_DAY, template_key="opinion_5h"))
    _field(dialog, QLineEdit, "事项").setText("突发事件")  # type: ignore[attr-defined]
    _press(dialog, settle)
    assert dialog.isVisible()
    _field(dialog, QLineEdit, "起算时间").setText("22:30")  # type: ignore[attr-defined]
    assert "2026-06-25 (周四) 03:30" in _texts(dialog)
    _press(dialog, settle)
    assert dialog.batch


def test_that_finishing_several_at_once_keeps_day_and_link(
    clocks: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    lines = [_line(clocks, "示例超市"), _line(clocks, "示例化工")]
    dialog = show(FinishDialog(clocks, lines, SAMPLE_DAY))
    _field(dialog, QLineEdit, "公开网址").setText("www.example.cn")  # type: ignore[attr-defined]
    _press(dialog, settle)
    assert "http://" in _texts(dialog)
    _field(dialog, QLineEdit, "公开网址").setText("https://www.example.cn/1")  # type: ignore[attr-defined]
    _press(dialog, settle)
    for line in lines:
        now = clock_detail(clocks, line.clock_id, SAMPLE_DAY).line
        assert (now.state, now.url) == (ClockState.FINISHED, "https://www.example.cn/1")


def test_that_pausing_prolonging_and_beginning_anew_need_their_reasons(
    clocks: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    line = _line(clocks, "示例超市")
    for dialog in (
        StepDialog(clocks, [line], "pause", SAMPLE_DAY),
        StepDialog(clocks, [line], "reset", SAMPLE_DAY),
        ReasonDialog(clocks, [line], "cancel"),
        ExtendDialog(clocks, [line], SAMPLE_DAY),
    ):
        show(dialog)
        _press(dialog, settle)
        assert dialog.isVisible()
        assert dialog.batch is None
    extend = show(ExtendDialog(clocks, [line], SAMPLE_DAY))
    _field(extend, QSpinBox, "延长多少").setValue(5)  # type: ignore[attr-defined]
    _field(extend, QPlainTextEdit, "原因").setPlainText("会商")  # type: ignore[attr-defined]
    _field(extend, QLineEdit, "批准人").setText("张主任")  # type: ignore[attr-defined]
    _press(extend, settle)
    later = clock_detail(clocks, line.clock_id, SAMPLE_DAY).line
    assert clocks.calendar.working_days_between(line.due, later.due) == 5


def test_that_a_paused_limit_goes_on_from_the_day_after(
    clocks: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    line = _line(clocks, "示例超市")
    pause(clocks, [line.clock_id], date(2026, 6, 22), "核实")
    dialog = show(StepDialog(clocks, [line], "resume", SAMPLE_DAY))
    _field(dialog, QDateEdit, "恢复日期").setDate(QDate(2026, 6, 24))  # type: ignore[attr-defined]
    _press(dialog, settle)
    resumed = clock_detail(clocks, line.clock_id, SAMPLE_DAY).line
    assert clocks.calendar.working_days_between(line.due, resumed.due) == 2


def test_that_an_edited_limit_keeps_its_dates(
    clocks: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    line = _line(clocks, "示例超市")
    dialog = show(EditClockDialog(clocks, clock_detail(clocks, line.clock_id, SAMPLE_DAY).clock))
    _field(dialog, QLineEdit, "当事人").setText("示例超市有限公司")  # type: ignore[attr-defined]
    _press(dialog, settle)
    now = clock_detail(clocks, line.clock_id, SAMPLE_DAY).line
    assert (now.party, now.due) == ("示例超市有限公司", line.due)


def test_that_a_pasted_list_waits_for_its_doubts_and_leaves_known_rows_out(
    clocks: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    dialog = show(DecisionListDialog(clocks, SAMPLE_DAY))
    assert isinstance(dialog, DecisionListDialog)
    dialog.read(
        text="案由\t决定书文号\t处罚决定日期\t处罚机关\n"
        "超范围经营\t示市监罚〔2026〕34号\t2026-06-23\t县市场监督管理局\n"
        "无证运输\t示交罚〔2026〕5号\t2026-06-31\t县交通运输局\n"
        "过期食品\t示市监罚〔2026〕31号\t2026-06-18\t县市场监督管理局\n"
    )
    settle()
    assert "登记 1 件；1 行有疑问" in _texts(dialog)
    wrong = dialog.table.findItems("无证运输", Qt.MatchFlag.MatchExactly)[0]
    wrong.setCheckState(Qt.CheckState.Checked)
    _press(dialog, settle)
    assert "没有日期" in _texts(dialog)
    date_item = dialog.table.item(wrong.row(), 3)
    assert date_item is not None
    date_item.setText("2026-06-22")
    _press(dialog, settle)
    assert dialog.batch
    numbers = [line.number for line in list_clocks(clocks, SAMPLE_DAY)]
    assert numbers.count("示市监罚〔2026〕31号") == 1
    assert {"示市监罚〔2026〕34号", "示交罚〔2026〕5号"} <= set(numbers)


def test_that_rows_the_ledger_has_are_looked_for_under_the_chosen_rule(
    clocks: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    dialog = show(DecisionListDialog(clocks, SAMPLE_DAY))
    assert isinstance(dialog, DecisionListDialog)
    dialog.read(text="案由\t决定书文号\t处罚决定日期\n过期食品\t示市监罚〔2026〕31号\t2026-06-18\n")
    settle()
    assert "登记 0 件；1 行台账里已有" in _texts(dialog)
    rule = _field(dialog, QComboBox, "法定时限")
    rule.setCurrentIndex(rule.findData("enforcement_result"))  # type: ignore[attr-defined]
    settle()
    assert "登记 1 件。" in _texts(dialog)


def test_that_the_next_limit_is_chosen_when_one_is_done(
    page: ClockPage, clocks: Workspace, settle: Settle
) -> None:
    first, second = page.table.lines.shown[1:3]
    page.table.choose(first.clock_id)
    finish(clocks, [first.clock_id], SAMPLE_DAY)
    page.reload()
    settle()
    current = page.table.current()
    assert current is not None
    assert current.clock_id == second.clock_id


def test_that_the_year_wheel_makes_the_ticked_dates_for_whoever_owes_them(
    empty_workspace: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    dialog = show(YearWheelDialog(empty_workspace, SAMPLE_DAY))
    assert isinstance(dialog, YearWheelDialog)
    table = dialog.table
    for row in range(table.rowCount()):
        item = table.item(row, 0)
        assert item is not None
        wanted = item.text() == "部门政府信息公开工作年度报告"
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        if wanted:
            who = table.cellWidget(row, 4)
            assert isinstance(who, QComboBox)
            who.setCurrentIndex(1)
            owed = len(who.currentData())
    next(box for box in dialog.findChildren(QCheckBox)).setChecked(False)
    _press(dialog, settle)
    assert dialog.count == owed > 1
    made = [each for each in preview_year_wheel(empty_workspace, SAMPLE_DAY.year) if each.made]
    assert {each.template.key for each in made} == {"report_department"}


def test_that_an_empty_page_says_what_to_do(empty_workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    page = ClockPage(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    settle()
    assert page.empty.isVisible()
    assert not page.foot.isVisible()
