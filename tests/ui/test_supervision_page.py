"""The page 督办: what is ticked is issued, what is entered can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gongkai_desktop.services.issue_round import IssuedRound, issue_round
from gongkai_desktop.services.paper_tracking import issued_lines, list_calls
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.supervision import round_of
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.supervision.issue import IssueDialog
from gongkai_desktop.ui.dialogs.supervision.preview import PreviewDialog
from gongkai_desktop.ui.dialogs.supervision.rules import RulesDialog
from gongkai_desktop.ui.dialogs.supervision.tracking import (
    CallDialog,
    DeliveryDialog,
    ObjectionDialog,
    ReplyDialog,
    SettleDialog,
    VoidDialog,
)
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.supervision_page import SupervisionPage

from .conftest import RecordedMessages

Settle = Callable[[], None]
Play = Callable[[QDialog], None]


@pytest.fixture
def page(full_workspace: Workspace, qtbot: QtBot, settle: Settle) -> SupervisionPage:
    page = SupervisionPage(full_workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.resize(1290, 768)
    page.show()
    page.reload()
    settle()
    return page


@pytest.fixture
def issued(full_workspace: Workspace, tmp_path: Path) -> IssuedRound:
    """The first papers of the round are issued."""
    found = round_of(full_workspace, SAMPLE_DAY)
    return issue_round(full_workspace, found, found.lines[:2], tmp_path / "issued")


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch, settle: Settle) -> Callable[[type[QDialog], Play], None]:
    """Fill in a dialog in place of the clerk when it is opened."""

    def arrange(kind: type[QDialog], act: Play) -> None:
        def run(dialog: QDialog) -> int:
            dialog.show()
            settle()
            act(dialog)
            settle()
            return dialog.result()

        monkeypatch.setattr(kind, "exec", run)

    return arrange


def press(widget: object, key: Qt.Key) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(QKeyEvent.Type.KeyPress, key, none))  # type: ignore[arg-type]


def shown(page: SupervisionPage) -> Sequence[tuple[str, str]]:
    return [(line.kind, line.unit_name) for line in page.round.lines.records]


def test_that_the_round_is_listed_with_what_each_unit_gets_and_the_next_numbers(
    page: SupervisionPage, full_workspace: Workspace, qtmodeltester: ModelTester
) -> None:
    expected = round_of(full_workspace, SAMPLE_DAY)
    assert shown(page) == [(line.kind, line.unit_name) for line in expected.lines]
    ticked = page.round.lines.ticked()
    assert ticked == [line for line in expected.lines if line.ticked]
    assert ticked
    text = page.round._count.text()
    assert f"已选 {len(ticked)} 份 · 文号 督〔{SAMPLE_DAY.year}〕1" in text
    qtmodeltester.check(page.round.lines)


def test_that_space_ticks_and_the_buttons_follow(page: SupervisionPage) -> None:
    page.round.lines.tick(range(page.round.lines.rowCount()), ticked=False)
    assert not page.round.buttons["issue"].isEnabled()
    page.round.table.choose(0)
    press(page.round.table, Qt.Key.Key_Space)
    assert [line.unit_name for line in page.round.lines.ticked()] == [shown(page)[0][1]]
    assert page.round.buttons["issue"].isEnabled()
    page.reload()


def test_that_ticks_outlive_a_reload(page: SupervisionPage, settle: Settle) -> None:
    page.round.lines.tick([0], ticked=False)
    before = page.round.lines.ticked()
    page.reload()
    settle()
    assert page.round.lines.ticked() == before


def test_that_what_is_ticked_is_issued_and_can_be_printed_in_one_job(
    page: SupervisionPage,
    full_workspace: Workspace,
    tmp_path: Path,
    play: Callable[[type[QDialog], Play], None],
    recorded_messages: RecordedMessages,
    qtbot: QtBot,
) -> None:
    recorded_messages.answer = False

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, IssueDialog)
        dialog.folder.setText(str(tmp_path / "out"))
        dialog.submit()

    play(IssueDialog, act)
    page.round.lines.tick(range(page.round.lines.rowCount()), ticked=False)
    page.round.lines.tick([0], ticked=True)
    wanted = page.round.lines.ticked()
    with qtbot.waitSignal(page.changed):
        page.round.buttons["issue"].click()
    (line,) = issued_lines(full_workspace, SAMPLE_DAY)
    assert (line.notice.kind, line.notice.unit_name) == (wanted[0].kind, wanted[0].unit_name)
    names = sorted(path.name.split(" ")[0] for path in (tmp_path / "out").iterdir())
    assert names == sorted([line.notice.number, "打印", "送达签收单"])
    assert recorded_messages.texts == ["已签发 1 份，按送达的先后排好，可以一次打印。"]


def test_that_a_paper_can_be_looked_at_before_it_is_issued(
    page: SupervisionPage, play: Callable[[type[QDialog], Play], None], settle: Settle
) -> None:
    seen: list[int] = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, PreviewDialog)
        seen.append(dialog.view.pages.page_count)

    play(PreviewDialog, act)
    press(page.round.table, Qt.Key.Key_Return)
    settle()
    assert seen
    assert seen[0] > 0


def test_that_the_regular_rounds_are_prepared_by_a_button(page: SupervisionPage, settle: Settle) -> None:
    for which, word in (("month", "倒排"), ("quarter", "通报"), ("half", "约谈"), ("round", "督办")):
        page.round._rounds[which].click()
        settle()
        assert page.round.round is not None
        assert word in page.round.round.title
        assert [key for key, button in page.round._rounds.items() if button.isChecked()] == [which]


def test_that_a_call_is_noted_with_two_keys(
    page: SupervisionPage,
    full_workspace: Workspace,
    play: Callable[[type[QDialog], Play], None],
    settle: Settle,
) -> None:
    batches: list[str] = []
    page.committed.connect(lambda batch, _name: batches.append(batch))

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, CallDialog)
        assert dialog.accept_button.isDefault()
        press(dialog, Qt.Key.Key_Return)

    play(CallDialog, act)
    row = next(n for n, line in enumerate(page.round.lines.records) if line.unit_id is not None)
    page.round.table.choose(row)
    press(page.round.table, Qt.Key.Key_T)
    settle()
    (noted,) = list_calls(full_workspace, SAMPLE_DAY)
    assert noted.unit_name == page.round.lines.records[row].unit_name
    undo(full_workspace, batches[0])
    assert list_calls(full_workspace, SAMPLE_DAY) == ()


def test_that_delivery_reply_objection_and_voiding_are_entered(
    page: SupervisionPage,
    full_workspace: Workspace,
    issued: IssuedRound,
    play: Callable[[type[QDialog], Play], None],
    settle: Settle,
) -> None:
    def fill(dialog: QDialog) -> None:
        if isinstance(dialog, DeliveryDialog):
            dialog.receiver.setText("刘某")
        elif isinstance(dialog, ReplyDialog | ObjectionDialog):
            dialog.text.setPlainText("已经公开")
        elif isinstance(dialog, SettleDialog):
            dialog.yes.setChecked(True)
            dialog.reason.setPlainText("属实")
        elif isinstance(dialog, VoidDialog):
            dialog.reason.setPlainText("发错")
        dialog.accept_button.click()  # type: ignore[attr-defined]

    for kind in (DeliveryDialog, ReplyDialog, ObjectionDialog, SettleDialog, VoidDialog):
        play(kind, fill)
    page.committed.connect(lambda *_: page.reload())
    page.reload()
    settle()
    wanted = page.issued.lines.records[0].notice.id
    for command in ("deliver", "reply", "object", "settle", "void"):
        page.issued.table.choose([line.notice.id for line in page.issued.lines.records].index(wanted))
        assert page.issued.buttons[command].isEnabled(), command
        page.issued.buttons[command].click()
        settle()
        settle()
    line = next(one for one in issued_lines(full_workspace, SAMPLE_DAY) if one.notice.id == wanted)
    assert [one.receiver for one in line.deliveries] == ["刘某"]
    assert [one.text for one in line.replies] == ["已经公开"]
    assert {one.accepted for one in line.objections} == {True}
    assert line.notice.void_reason == "发错"
    assert not page.issued.buttons["deliver"].isEnabled()
    page.issued.state.setCurrentText("已作废")
    assert [one.notice.id for one in page.issued.lines.records] == [wanted]
    page.issued.state.setCurrentText("等待反馈")
    assert wanted not in [one.notice.id for one in page.issued.lines.records]


def test_that_what_a_dialog_needs_is_asked_for(
    full_workspace: Workspace, issued: IssuedRound, qtbot: QtBot
) -> None:
    notice = issued.papers[0].notice
    names = ((notice.unit_id, notice.unit_name),)
    dialogs = (
        ReplyDialog(full_workspace, notice, names, SAMPLE_DAY),
        ObjectionDialog(full_workspace, notice, names, (), SAMPLE_DAY),
        VoidDialog(full_workspace, notice, SAMPLE_DAY),
    )
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.accept_button.click()
        assert dialog.missing() is not None
        assert dialog.batch is None


def test_that_the_rules_are_kept_for_the_office(
    page: SupervisionPage,
    play: Callable[[type[QDialog], Play], None],
    qtbot: QtBot,
) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, RulesDialog)
        dialog.talk.setValue(5)
        assert [dialog.numbering["督查通报"].itemText(n) for n in range(3)] == ["文号", "期号", "文号和期号"]
        dialog.numbering["督查通报"].setCurrentText("期号")
        dialog.accept_button.click()

    play(RulesDialog, act)
    with qtbot.waitSignal(page.workspace_changed) as told:
        page.commands.rules()
    assert told.args[0].office.talk_after == 5
    assert told.args[0].office.numbering["督查通报"] == "期号"


def test_that_the_burden_of_each_unit_is_shown(
    page: SupervisionPage, issued: IssuedRound, settle: Settle, qtmodeltester: ModelTester
) -> None:
    page.reload()
    settle()
    asked = {one.notice.unit_name for one in issued.papers}
    assert asked <= {one.unit_name for one in page.burden.lines.records}
    qtmodeltester.check(page.burden.lines)


def test_that_a_page_that_is_not_seen_reads_the_ledger_when_it_is(
    page: SupervisionPage, full_workspace: Workspace, settle: Settle, tmp_path: Path
) -> None:
    page.hide()
    found = round_of(full_workspace, SAMPLE_DAY)
    issue_round(full_workspace, found, found.lines[:1], tmp_path / "out")
    page.reload()
    settle()
    assert page.issued.lines.rowCount() == 0
    page.show()
    settle()
    assert page.issued.lines.rowCount() == 1


def test_that_the_late_in_today_lead_to_the_round(
    full_workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    window = MainWindow(full_workspace, SAMPLE_DAY, PreferenceFile(tmp_path / "preferences.json"))
    qtbot.addWidget(window)
    window.show()
    settle()
    window.today.notices_wanted.emit(0)
    settle()
    page = window.pages["supervision"]
    assert isinstance(page, SupervisionPage)
    assert page.isVisible()
    assert page.round.lines.rowCount() > 0
