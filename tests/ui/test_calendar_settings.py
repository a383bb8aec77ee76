"""工作日历 and 法定时限规则 in the settings: nothing takes effect before the clerk has seen what changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.clocks import ClockKind
from gongkai_desktop.services.clock_templates import list_templates
from gongkai_desktop.services.clocks import ClockDraft, list_clocks, start_clocks
from gongkai_desktop.services.holidays import list_local_days, list_schedules, official_schedule
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.holidays.calendar_dialog import read_days
from gongkai_desktop.ui.dialogs.holidays.changes import ChangesDialog
from gongkai_desktop.ui.dialogs.holidays.local_dialog import LocalDaysDialog
from gongkai_desktop.ui.dialogs.holidays.notice_dialog import NoticeDialog
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.settings.calendar_form import CalendarForm
from gongkai_desktop.ui.settings.rules_form import RulesForm

from .conftest import RecordedMessages

Settle = Callable[[], None]

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月10日（周日）上班。
"""


@pytest.fixture
def agreed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The clerk reads what would change and agrees; what was shown is kept."""
    shown: list[str] = []

    def agree(dialog: ChangesDialog) -> int:
        shown.append("\n".join(label.text() for label in dialog.findChildren(QLabel)))
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(ChangesDialog, "exec", agree)
    return shown


def _button(page: object, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)  # type: ignore[attr-defined]


def _texts(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_that_a_pasted_notice_fills_the_table_and_names_what_is_missing(
    empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = NoticeDialog(empty_workspace, official_schedule(2027), SAMPLE_DAY)
    qtbot.addWidget(dialog)
    dialog.recognise(NOTICE)
    schedule = dialog.schedule()
    assert schedule is not None
    assert schedule.number == "国办发明电〔2026〕9号"
    assert [h.name for h in schedule.holidays][:2] == ["元旦", "春节"]
    assert date(2027, 2, 13) in schedule.make_up_days
    assert "没有中秋节的安排" in _texts(dialog)
    _button(dialog, "添一行").click()
    row = dialog.table.rowCount() - 1
    for column, text in enumerate(("中秋节", "9月15日", "")):
        item = dialog.table.item(row, column)
        assert item is not None
        item.setText(text)
    assert "没有中秋节的安排" not in _texts(dialog)
    item = dialog.table.item(row, 1)
    assert item is not None
    item.setText("9月31日")
    assert "看不懂" in _texts(dialog)
    assert dialog.missing() is not None


def test_that_a_text_without_a_schedule_is_refused_in_words(empty_workspace: Workspace, qtbot: QtBot) -> None:
    dialog = NoticeDialog(empty_workspace, official_schedule(2027), SAMPLE_DAY)
    qtbot.addWidget(dialog)
    dialog.recognise("今天天气很好")
    assert "没有认出放假安排" in _texts(dialog)


def test_that_a_notice_lists_the_dates_it_moves_before_it_is_saved(
    empty_workspace: Workspace, qtbot: QtBot, settle: Settle, agreed: list[str]
) -> None:
    today = date(2026, 11, 23)
    draft = ClockDraft("proactive", "示例办法", date(2027, 1, 18))
    start_clocks(empty_workspace, [draft])
    before = next(line for line in list_clocks(empty_workspace, date(2027, 1, 20)))
    assert before.provisional
    dialog = NoticeDialog(empty_workspace, official_schedule(2027), today)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.recognise(NOTICE)
    dialog.accept_button.click()
    settle()
    assert "1 个时限会变" in agreed[0]
    assert dialog.saved is not None
    assert [schedule.year for schedule in list_schedules(empty_workspace)] == [2027]
    after = next(line for line in list_clocks(dialog.saved.workspace, date(2027, 1, 20)))
    assert after.due != before.due
    assert not after.provisional


def test_that_local_days_are_saved_and_removed_with_the_calendar(
    empty_workspace: Workspace,
    qtbot: QtBot,
    settle: Settle,
    agreed: list[str],
    recorded_messages: RecordedMessages,
) -> None:
    dialog = LocalDaysDialog(empty_workspace, None, SAMPLE_DAY)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.missing() is not None
    next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "名称").setText("台风停工")
    dialog.accept_button.click()
    settle()
    assert agreed
    assert dialog.saved is not None
    assert not dialog.saved.workspace.calendar.is_working(SAMPLE_DAY)
    form = CalendarForm(dialog.saved.workspace, SAMPLE_DAY)
    qtbot.addWidget(form)
    form.reload()
    settle()
    form.local.setCurrentCell(0, 0)
    with qtbot.waitSignal(form.workspace_changed) as told:
        _button(form, "删除").click()
        settle()
    assert told.args[0].calendar.is_working(SAMPLE_DAY)
    assert list_local_days(empty_workspace) == ()
    assert "台风停工" in recorded_messages.texts[0]


def test_that_every_year_names_its_source(
    empty_workspace: Workspace, qtbot: QtBot, settle: Settle, recorded_messages: RecordedMessages
) -> None:
    form = CalendarForm(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(form)
    form.reload()
    settle()
    rows = range(form.years.rowCount())
    sources = {form.years.item(row, 0).text(): form.years.item(row, 1).text() for row in rows}  # type: ignore[union-attr]
    assert sources["2026年"] == "国务院办公厅通知"
    assert sources["2027年"] == "◇ 暂按法定节日推算"
    _button(form, "删除录入的安排").click()
    assert "请先选中" in recorded_messages.texts[0]


def test_that_undoing_local_days_gives_the_window_its_old_calendar_back(
    empty_workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path, agreed: list[str]
) -> None:
    dialog = LocalDaysDialog(empty_workspace, None, SAMPLE_DAY)
    qtbot.addWidget(dialog)
    dialog.show()
    next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "名称").setText("停工")
    dialog.accept_button.click()
    settle()
    assert dialog.saved is not None
    window = MainWindow(dialog.saved.workspace, SAMPLE_DAY, PreferenceFile(tmp_path / "p.json"))
    qtbot.addWidget(window)
    settle()
    window.history.push(dialog.saved.batch, "录入本地放假")
    with qtbot.waitSignal(window.workspace_changed) as told:
        window.history.undo()
        settle()
    assert told.args[0].calendar.is_working(SAMPLE_DAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-02-07、2月20日", [date(2027, 2, 7), date(2027, 2, 20)]),
        ("2027年1月31日（周日）", [date(2027, 1, 31)]),
        ("", []),
    ],
)
def test_that_days_are_read_as_clerks_write_them(text: str, days: list[date]) -> None:
    assert read_days(text, 2027) == (days, [])


def test_that_a_day_that_is_none_is_named() -> None:
    assert read_days("2月30日、下周", 2027) == ([], ["2月30日", "下周"])


@pytest.fixture
def rules(empty_workspace: Workspace, qtbot: QtBot, settle: Settle) -> RulesForm:
    form = RulesForm(empty_workspace)
    qtbot.addWidget(form)
    form.show()
    form.reload()
    settle()
    return form


def _edit(form: RulesForm, name: str) -> QLineEdit:
    return next(f for f in form.editor.findChildren(QLineEdit) if f.accessibleName() == name)


def test_that_a_rule_is_changed_marked_and_restored(
    rules: RulesForm, empty_workspace: Workspace, settle: Settle, recorded_messages: RecordedMessages
) -> None:
    original = next(rule for rule in list_templates(empty_workspace) if rule.key == "permit_penalty")
    rules._search.setText("双公示")
    assert rules.editor.rule.key == "permit_penalty"
    next(b for b in rules.editor.findChildren(QCheckBox) if b.text().startswith("已核")).setChecked(True)
    _button(rules.editor, "保存").click()
    settle()
    changed = next(rule for rule in list_templates(empty_workspace) if rule.key == "permit_penalty")
    assert (changed.verified, changed.changed) == (True, True)
    _button(rules.editor, "恢复原样").click()
    settle()
    assert original in list_templates(empty_workspace)
    assert "恢复原样" in recorded_messages.texts[0]


def test_that_a_rule_of_the_clerks_own_is_added(
    rules: RulesForm, empty_workspace: Workspace, settle: Settle
) -> None:
    _button(rules, "新增规则").click()
    _edit(rules, "名称").setText("示例公示")
    _edit(rules, "起算").setText("作出决定之日")
    _button(rules.editor, "保存").click()
    settle()
    own = next(rule for rule in list_templates(empty_workspace) if rule.name == "示例公示")
    assert (own.kind, own.amount, own.unit, own.built_in) == (ClockKind.AT_MOST, 20, "working", False)


def test_that_only_rules_to_be_checked_can_be_shown(rules: RulesForm) -> None:
    rules._open_only.setChecked(True)
    texts = [rules.table.item(row, 2).text() for row in range(rules.table.rowCount())]  # type: ignore[union-attr]
    assert set(texts) == {"◇ 待核"}
