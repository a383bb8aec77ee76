"""Dates that no document prints: check rhythms, events, a date of its own for each unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import DutyState
from gongkai_desktop.domain.lights import DEFAULT_STYLES
from gongkai_desktop.services.duties import duty_detail, list_duties
from gongkai_desktop.services.events import event_limits, events_of
from gongkai_desktop.services.move_dates import moves_of
from gongkai_desktop.services.rhythms import proposed_rhythms
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.event import EventDialog
from gongkai_desktop.ui.dialogs.forms import FormDialog
from gongkai_desktop.ui.dialogs.own_dates import OwnDatesDialog
from gongkai_desktop.ui.dialogs.rhythm import RhythmDialog
from gongkai_desktop.ui.views import detail_html

Settle = Callable[[], None]


@pytest.fixture
def rows(workspace: Workspace) -> list[DutyRow]:
    return [row for row in list_duties(workspace, SAMPLE_DAY) if row.due and row.state is DutyState.OPEN]


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


def _texts(dialog: FormDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def _field(dialog: FormDialog, kind: type, name: str) -> object:
    return next(f for f in dialog.findChildren(kind) if f.accessibleName() == name)


def test_that_a_proposed_rhythm_is_switched_on_for_the_whole_task_and_off_again(
    workspace: Workspace, show: Callable[..., FormDialog], settle: Settle
) -> None:
    proposal = proposed_rhythms(workspace)[0]
    duty_id = proposal.duty_ids[0]
    before = duty_detail(workspace, duty_id, SAMPLE_DAY).row.checkpoints
    dialog = show(RhythmDialog(workspace, [duty_id], SAMPLE_DAY))
    assert "（建议）" in _field(dialog, QComboBox, "多久看一次").currentText()  # type: ignore[attr-defined]
    _press(dialog, settle)
    assert dialog.batch
    for each in proposal.duty_ids:
        assert len(duty_detail(workspace, each, SAMPLE_DAY).row.checkpoints) > len(before) - 1
    assert proposal.task_id not in {each.task_id for each in proposed_rhythms(workspace)}
    off = show(RhythmDialog(workspace, [duty_id], SAMPLE_DAY))
    next(b for b in off.findChildren(QPushButton) if b.text() == "停用检查节奏").click()
    settle()
    assert off.batch
    assert duty_detail(workspace, duty_id, SAMPLE_DAY).row.checkpoints == before
    undo(workspace, off.batch)
    assert duty_detail(workspace, duty_id, SAMPLE_DAY).row.checkpoints != before


def test_that_an_event_tells_its_last_day_and_gives_the_duty_a_checkpoint(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], settle: Settle
) -> None:
    row = next(row for row in rows if event_limits(workspace, row.duty_id))
    dialog = show(EventDialog(workspace, [row.duty_id], SAMPLE_DAY))
    _field(dialog, QDateEdit, "发生日期").setDate(QDate(2026, 9, 18))  # type: ignore[attr-defined]
    assert "最后一天：2026-" in _texts(dialog)
    _press(dialog, settle)
    (event,) = events_of(workspace, row.duty_id)
    assert event.happened_on == date(2026, 9, 18)
    detail = duty_detail(workspace, row.duty_id, SAMPLE_DAY)
    page = detail_html.body_html(detail, DEFAULT_STYLES, frozenset())
    assert f"{detail_html.STRIP}{event.id}" in page
    assert detail_html.EVENT in page


def test_that_a_limit_the_document_does_not_give_is_named_by_the_clerk(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], settle: Settle
) -> None:
    dialog = show(EventDialog(workspace, [rows[0].duty_id], SAMPLE_DAY))
    limit = _field(dialog, QComboBox, "时限")
    limit.setCurrentIndex(limit.count() - 1)  # type: ignore[attr-defined]
    _press(dialog, settle)
    assert "请填写是什么事" in _texts(dialog)
    _field(dialog, QLineEdit, "事件名称").setText("县长批示")  # type: ignore[attr-defined]
    _press(dialog, settle)
    assert events_of(workspace, rows[0].duty_id)[0].name == "县长批示"


def test_that_each_unit_gets_a_date_of_its_own_in_one_step(
    workspace: Workspace, rows: list[DutyRow], show: Callable[..., FormDialog], settle: Settle
) -> None:
    shared = next(row for row in rows if sum(other.task_id == row.task_id for other in rows) > 1)
    dialog = show(OwnDatesDialog(workspace, [shared], SAMPLE_DAY))
    assert isinstance(dialog, OwnDatesDialog)
    count = sum(other.task_id == shared.task_id for other in rows)
    assert dialog.table.rowCount() == count
    _press(dialog, settle)
    assert "没有改动任何日期" in _texts(dialog)
    field = dialog.table.cellWidget(1, 3)
    assert isinstance(field, QDateEdit)
    field.setDate(QDate(2026, 11, 16))
    _press(dialog, settle)
    assert "请填写原因" in _texts(dialog)
    _field(dialog, QPlainTextEdit, "原因").setPlainText("按批次推进")  # type: ignore[attr-defined]
    _field(dialog, QLineEdit, "批准人").setText("张主任")  # type: ignore[attr-defined]
    (moved,) = dialog.dates().values()
    _press(dialog, settle)
    assert moved == date(2026, 11, 16)
    old = {move.new_due: move for row in rows for move in moves_of(workspace, row.duty_id)}
    assert old[moved].reason == "按批次推进"
