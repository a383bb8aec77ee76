"""What the clerk enters on duties reaches the ledger, each time as one batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import Checkpoint, DutyState
from gongkai_desktop.services.duties import duty_detail, list_duties
from gongkai_desktop.services.move_dates import series_of
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.check_tasks import CheckTasksDialog
from gongkai_desktop.ui.dialogs.complete import CompleteDialog
from gongkai_desktop.ui.dialogs.forms import FormDialog
from gongkai_desktop.ui.dialogs.move_date import MoveDateDialog, counted_text
from gongkai_desktop.ui.dialogs.progress import ProgressDialog
from gongkai_desktop.ui.dialogs.reopen import ReopenDialog

Settle = Callable[[], None]


@pytest.fixture
def rows(workspace: Workspace) -> list[DutyRow]:
    return [row for row in list_duties(workspace, SAMPLE_DAY) if row.due and row.state is DutyState.OPEN][:3]


@pytest.fixture
def show(qtbot: QtBot, settle: Settle) -> Callable[[FormDialog], FormDialog]:
    def shown(dialog: FormDialog) -> FormDialog:
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        return dialog

    return shown


def _press(dialog: FormDialog, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle()


def _texts(dialog: FormDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_that_progress_is_entered_on_every_chosen_duty(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], qtbot: QtBot, settle: Settle
) -> None:
    ids = [row.duty_id for row in rows]
    dialog = show(ProgressDialog(workspace, ids, SAMPLE_DAY))
    assert rows[0].unit_name in _texts(dialog)
    dialog.findChild(QPlainTextEdit).setPlainText("已公开目录")
    percent = next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "完成比例")
    percent.setCurrentIndex(percent.findData(60))
    _press(dialog, qtbot, settle)
    assert dialog.batch
    for duty_id in ids:
        entry = duty_detail(workspace, duty_id, SAMPLE_DAY).progress[0]
        assert (entry.text, entry.percent, entry.on) == ("已公开目录", 60, SAMPLE_DAY)


def test_that_an_empty_progress_is_refused_where_the_clerk_looks(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], qtbot: QtBot, settle: Settle
) -> None:
    dialog = show(ProgressDialog(workspace, [rows[0].duty_id], SAMPLE_DAY))
    _press(dialog, qtbot, settle)
    assert dialog.isVisible()
    assert "请填写进展情况" in _texts(dialog)
    assert dialog.batch is None


def test_that_a_completion_carries_its_link_as_evidence(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], qtbot: QtBot, settle: Settle
) -> None:
    dialog = show(CompleteDialog(workspace, [rows[0].duty_id], SAMPLE_DAY))
    url = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "公开网址")
    url.setText("www.example")
    _press(dialog, qtbot, settle)
    assert dialog.batch is None
    assert "http://" in _texts(dialog)
    url.setText("https://www.example/a.html")
    _press(dialog, qtbot, settle)
    detail = duty_detail(workspace, rows[0].duty_id, SAMPLE_DAY)
    assert detail.evidence[0].url == "https://www.example/a.html"
    assert detail.row.checkpoints[0].done_on == SAMPLE_DAY


def test_that_a_completion_is_taken_back_only_with_a_reason(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], qtbot: QtBot, settle: Settle
) -> None:
    _press(show(CompleteDialog(workspace, [rows[0].duty_id], SAMPLE_DAY)), qtbot, settle)
    dialog = show(ReopenDialog(workspace, [rows[0].duty_id]))
    _press(dialog, qtbot, settle)
    assert dialog.batch is None
    dialog.findChild(QPlainTextEdit).setPlainText("链接失效")
    _press(dialog, qtbot, settle)
    assert duty_detail(workspace, rows[0].duty_id, SAMPLE_DAY).row.state is DutyState.OPEN


def test_that_a_date_moves_only_with_reason_and_approver(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], qtbot: QtBot, settle: Settle
) -> None:
    point = rows[0].checkpoints[0]
    dialog = show(MoveDateDialog(workspace, point, SAMPLE_DAY))
    new = max(point.due, SAMPLE_DAY) + timedelta(days=400)
    dialog.findChild(QDateEdit).setDate(QDate(new.year, new.month, new.day))
    for text, field in (("请填写改期的原因", QPlainTextEdit), ("请填写批准人", QLineEdit)):
        _press(dialog, qtbot, settle)
        assert text in _texts(dialog)
        target = next(f for f in dialog.findChildren(field) if f.accessibleName() in ("原因", "批准人"))
        target.setPlainText("推迟印发") if field is QPlainTextEdit else target.setText("张主任")
    _press(dialog, qtbot, settle)
    assert dialog.batch
    moved = duty_detail(workspace, rows[0].duty_id, SAMPLE_DAY)
    assert new in {p.due for p in moved.row.checkpoints}
    assert "张主任" in moved.history[0].reason


def _series(workspace: Workspace, row: DutyRow) -> Sequence[Checkpoint]:
    return series_of(workspace, row.duty_id, row.checkpoints[-1].id)


def test_that_a_whole_series_moves_where_the_clerk_says_so(
    full_workspace: Workspace, show: Callable[..., FormDialog], qtbot: QtBot, settle: Settle
) -> None:
    every = list_duties(full_workspace, SAMPLE_DAY)
    row = next(row for row in every if row.checkpoints and len(_series(full_workspace, row)) > 2)
    point = row.checkpoints[-2]
    dialog = show(MoveDateDialog(full_workspace, point, SAMPLE_DAY, proposed=point.due.replace(day=20)))
    choice = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "改哪些")
    choice.setCurrentIndex(1)
    assert "同时改：" in "".join(_texts(dialog))
    next(f for f in dialog.findChildren(QPlainTextEdit) if f.accessibleName() == "原因").setPlainText("提前")
    next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "批准人").setText("张主任")
    _press(dialog, qtbot, settle)
    after = duty_detail(full_workspace, row.duty_id, SAMPLE_DAY).row.checkpoints
    assert [p.due.day for p in after[-2:]] == [20, 20]
    assert [p.due for p in after[:-2]] == [p.due for p in row.checkpoints[:-2]]


def test_that_the_count_of_a_new_date_says_what_kind_of_day_it_is(workspace: Workspace) -> None:
    friday, saturday = date(2026, 6, 26), date(2026, 6, 27)
    words = counted_text(workspace.calendar, friday, saturday, SAMPLE_DAY)
    assert "休息日" in words
    assert "下一个工作日是 2026-06-29" in words
    later = counted_text(workspace.calendar, friday, date(2026, 6, 30), SAMPLE_DAY)
    assert "比原定晚 2 个工作日" in later
    assert "距今天 4 个工作日" in later


def test_that_checking_goes_from_task_to_task_and_every_answer_can_be_undone(
    workspace: Workspace, show: Callable[..., FormDialog], qtbot: QtBot, settle: Settle
) -> None:
    waiting = today_page(workspace, SAMPLE_DAY).to_check
    assert len(waiting) > 1
    dialog = CheckTasksDialog(workspace, waiting)
    batches: list[str] = []
    dialog.committed.connect(lambda batch, _name: batches.append(batch))
    show(dialog)
    number = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "序号")
    number.setText("甲")
    for _ in waiting:
        _press(dialog, qtbot, settle)
    assert not dialog.isVisible()
    assert today_page(workspace, SAMPLE_DAY).to_check == ()
    assert len(batches) == len(waiting) + 1
    for batch in reversed(batches):
        undo(workspace, batch)
    assert today_page(workspace, SAMPLE_DAY).to_check == waiting


def test_that_a_refusal_of_the_ledger_leaves_the_dialog_open(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], qtbot: QtBot, settle: Settle
) -> None:
    taken = replace(rows[0].checkpoints[0], id=10**9)
    dialog = show(MoveDateDialog(workspace, taken, SAMPLE_DAY, proposed=date(2027, 3, 1)))
    dialog.findChild(QPlainTextEdit).setPlainText("推迟")
    next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "批准人").setText("张主任")
    _press(dialog, qtbot, settle)
    assert dialog.isVisible()
    assert dialog.accept_button.isEnabled()
