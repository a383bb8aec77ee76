"""A ledger with a password in the window: asked for, set, changed, locked when nobody is there."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain import password as password_module
from gongkai_desktop.domain.password import Password
from gongkai_desktop.services.backups import back_up, check_ledger, list_backups
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.passwords import change_password, needs_password, other_backups
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import crash, crash_dialog, opening
from gongkai_desktop.ui.dialogs.ask_password import AskPasswordDialog
from gongkai_desktop.ui.dialogs.damaged import DamagedDialog
from gongkai_desktop.ui.dialogs.new_password import NewPasswordDialog, NoPasswordDialog
from gongkai_desktop.ui.dialogs.password_field import CAPITALS
from gongkai_desktop.ui.dialogs.progress import ProgressDialog
from gongkai_desktop.ui.dialogs.restore import RestoreDialog
from gongkai_desktop.ui.guard import Guard
from gongkai_desktop.ui.lock_cover import LockCover
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.settings.backups_form import BackupsForm
from gongkai_desktop.ui.settings.password_form import PasswordForm
from gongkai_desktop.ui.windows import Windows

from .conftest import RecordedMessages

Settle = Callable[[], None]
TODAY = date(2026, 10, 12)
TEXT = "Gongkai2026"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second a key is for those who guess."""
    monkeypatch.setattr(password_module, "_ROUNDS", 100)


@pytest.fixture
def secret() -> Password:
    return Password(TEXT)


@pytest.fixture
def preferences(tmp_path: Path) -> PreferenceFile:
    return PreferenceFile(tmp_path / "preferences.json")


@pytest.fixture
def windows(qapp: QApplication, preferences: PreferenceFile) -> Windows:
    return Windows(qapp, preferences, TODAY)


@pytest.fixture
def locked(workspace: Workspace, secret: Password) -> Iterator[Workspace]:
    """An open ledger with a password."""
    changed = change_password(workspace, None, secret).workspace
    yield changed
    changed.close()


def _file(workspace: Workspace) -> Path:
    assert workspace.ledger.file is not None
    return workspace.ledger.file


def _answers(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, *texts: str) -> list[str]:
    """Types these passwords, one after the other, whenever one is asked for; hands back what was said."""
    said: list[str] = []

    def execute(dialog: AskPasswordDialog) -> int:
        for text in texts:
            dialog.field.setText(text)
            dialog.accept_button.click()
            qtbot.waitUntil(dialog.accept_button.isEnabled)
            said.append(dialog._problem.text())
        if dialog.password is None:
            dialog.reject()
        return dialog.result()

    monkeypatch.setattr(AskPasswordDialog, "exec", execute)
    return said


def _fill(dialog: NewPasswordDialog, present: str, new: str, again: str, *, known: bool = True) -> None:
    dialog._present.setText(present)
    dialog._new.setText(new)
    dialog._again.setText(again)
    dialog._known.setChecked(known)
    dialog.accept_button.click()


def test_that_the_password_is_asked_for_until_it_is_right(
    qtbot: QtBot, locked: Workspace, monkeypatch: pytest.MonkeyPatch, recorded_messages: RecordedMessages
) -> None:
    locked.close()
    parent = QWidget()
    qtbot.addWidget(parent)
    said = _answers(monkeypatch, qtbot, "wrong one", TEXT)
    opened = opening.open_ledger(parent, _file(locked))
    assert opened is not None
    assert list_duties(opened, TODAY)
    assert "密码不对" in said[0]
    assert recorded_messages.shown == []
    opened.close()


def test_that_who_does_not_know_the_password_gets_nothing(
    qtbot: QtBot, locked: Workspace, monkeypatch: pytest.MonkeyPatch, recorded_messages: RecordedMessages
) -> None:
    locked.close()
    parent = QWidget()
    qtbot.addWidget(parent)
    _answers(monkeypatch, qtbot, "wrong one")
    assert opening.open_ledger(parent, _file(locked)) is None
    assert recorded_messages.shown == []


def test_that_caps_lock_is_told_while_typing(qtbot: QtBot) -> None:
    dialog = AskPasswordDialog("台账有密码", "", lambda _password: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.field.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(dialog.field, "A")
    assert dialog._explained.text() == CAPITALS
    qtbot.keyClicks(dialog.field, "a")
    assert dialog._explained.text() == ""


def test_that_a_first_password_protects_the_ledger_and_its_backups(
    qtbot: QtBot, workspace: Workspace, settle: Settle
) -> None:
    back_up(workspace)
    dialog = NewPasswordDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog._present.isVisible()
    for new, again, known, words in (
        ("abc", "abc", True, "太短"),
        (TEXT, TEXT + "x", True, "不一样"),
        (TEXT, TEXT, False, "勾选"),
    ):
        _fill(dialog, "", new, again, known=known)
        assert words in dialog._problem.text()
    assert not needs_password(_file(workspace))
    _fill(dialog, "", TEXT, TEXT)
    settle()
    assert dialog.changed is not None
    now = dialog.changed.workspace
    assert needs_password(_file(workspace))
    assert other_backups(now) == ()
    assert len(list_backups(now)) == 2
    now.close()


def test_that_a_weak_password_is_told_and_taken(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = NewPasswordDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog._new, "11111111")
    assert "容易被猜到" in dialog._weak.text()
    qtbot.keyClicks(dialog._new, "abc-def")
    assert not dialog._weak.isVisible()


def test_that_only_who_knows_the_password_changes_or_takes_it_away(
    qtbot: QtBot, locked: Workspace, settle: Settle
) -> None:
    change = NewPasswordDialog(locked)
    qtbot.addWidget(change)
    _fill(change, "wrong one", "another2026", "another2026")
    assert "现在的密码不对" in change._problem.text()
    _fill(change, TEXT, "another2026", "another2026")
    settle()
    assert change.changed is not None
    other = change.changed.workspace
    remove = NoPasswordDialog(other)
    qtbot.addWidget(remove)
    remove._present.setText("another2026")
    remove.accept_button.click()
    settle()
    assert remove.changed is not None
    assert not needs_password(_file(locked))
    assert other_backups(remove.changed.workspace) == ()
    remove.changed.workspace.close()


def test_that_the_form_shows_what_can_be_done(
    qtbot: QtBot, workspace: Workspace, preferences: PreferenceFile, settle: Settle, secret: Password
) -> None:
    back_up(workspace)
    form = PasswordForm(workspace, preferences)
    qtbot.addWidget(form)
    form.show()
    assert form._set.isVisible()
    assert not form._change.isVisible()
    assert not form._idle.isVisible()
    form.set_workspace(change_password(workspace, None, secret).workspace)
    form.reload()
    settle()
    assert not form._set.isVisible()
    assert form._change.isVisible()
    assert "1 份旧备份没有密码" in form._old_words.text()
    form._minutes.setCurrentIndex(form._minutes.findData(30))
    form._minutes.activated.emit(form._minutes.currentIndex())
    assert preferences.values.lock_minutes == 30
    form._adapt()
    settle()
    settle()
    assert not form._old.isVisible()
    form._workspace.close()


def test_that_old_backups_are_deleted_only_when_that_is_confirmed(
    qtbot: QtBot,
    workspace: Workspace,
    preferences: PreferenceFile,
    settle: Settle,
    secret: Password,
    recorded_messages: RecordedMessages,
) -> None:
    old = back_up(workspace).backup.path
    now = change_password(workspace, None, secret).workspace
    form = PasswordForm(now, preferences)
    qtbot.addWidget(form)
    form.reload()
    settle()
    recorded_messages.answer = False
    form._delete()
    settle()
    assert old.exists()
    recorded_messages.answer = True
    form._delete()
    settle()
    settle()
    assert not old.exists()
    assert len(list_backups(now)) == 1
    now.close()


def test_that_a_backup_with_another_password_asks_for_it(
    qtbot: QtBot, locked: Workspace, secret: Password, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(locked).backup
    duty = list_duties(locked, TODAY)[0].duty_id
    record_progress(locked, [duty], TODAY, "备份之后登记", None, "某局")
    now = change_password(locked, secret, Password("another2026")).workspace
    form = BackupsForm(now)
    qtbot.addWidget(form)
    form.reload()
    settle()
    row = next(n for n, each in enumerate(form._backups) if each.path == backup.path)
    form._table.selectRow(row)
    assert "以前的密码" in form._place(backup)
    said = _answers(monkeypatch, qtbot, TEXT)
    restored: list[RestoreDialog] = []

    def execute(dialog: RestoreDialog) -> int:
        restored.append(dialog)
        dialog.submit()
        qtbot.waitUntil(lambda: dialog.workspace is not None, timeout=20_000)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(RestoreDialog, "exec", execute)
    with qtbot.waitSignal(form.workspace_changed, timeout=20_000) as handed:
        form._preview()
    assert said == [""]
    again = handed.args[0] if handed.args else None
    assert isinstance(again, Workspace)
    assert list_duties(again, TODAY)[0].last_progress != "备份之后登记"
    assert again.ledger.password == Password("another2026")
    again.close()


def test_that_a_damaged_ledger_with_a_password_is_rescued(
    qtbot: QtBot, locked: Workspace, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    file = _file(locked)
    back_up(locked)
    locked.close()
    file.write_bytes(b"\0" * 30_000)
    parent = QWidget()
    qtbot.addWidget(parent)
    _answers(monkeypatch, qtbot, TEXT)

    def click(dialog: DamagedDialog) -> int:
        dialog.accept_button.click()
        qtbot.waitUntil(lambda: dialog.result() == QDialog.DialogCode.Accepted, timeout=20_000)
        return dialog.result()

    monkeypatch.setattr(DamagedDialog, "exec", click)
    opened = opening.open_ledger(parent, file)
    assert opened is not None
    assert check_ledger(file, Password(TEXT)) is None
    opened.close()


# -- the lock


def _guard(windows: Windows) -> Guard:
    assert windows._guard is not None
    return windows._guard


def _unlock(window: QWidget, text: str) -> None:
    (cover,) = window.findChildren(LockCover)
    QTest.keyClicks(cover._field, text)
    QTest.keyClick(cover._field, Qt.Key.Key_Return)


@pytest.fixture
def shown(windows: Windows, locked: Workspace, settle: Settle) -> Iterator[Windows]:
    """The window on a ledger with a password."""
    windows.show(locked)
    settle()
    yield windows
    if windows._guard is not None:
        windows._guard.end()
    assert windows.window is not None
    windows.window.close()


def test_that_a_window_is_covered_after_the_time_that_is_set(
    qtbot: QtBot, shown: Windows, preferences: PreferenceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = _guard(shown)
    guard.look()
    assert not guard.is_locked
    later = time.monotonic() + 11 * 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    preferences.change(lock_minutes=0)
    guard.look()
    assert not guard.is_locked
    preferences.change(lock_minutes=10)
    guard.look()
    assert guard.is_locked
    window = shown.window
    assert window is not None
    (cover,) = window.findChildren(LockCover)
    assert cover.geometry() == window.rect()
    _unlock(window, "wrong one")
    assert guard.is_locked
    assert "密码不对" in cover._words.text()
    _unlock(window, TEXT)
    assert not guard.is_locked


def test_that_somebody_at_work_is_not_locked_out(
    qtbot: QtBot, shown: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = _guard(shown)
    window = shown.window
    assert window is not None
    later = time.monotonic() + 11 * 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    guard._listen_to(window.windowHandle())
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    guard.look()
    assert not guard.is_locked


def test_that_a_locked_window_answers_to_nothing_but_the_password(
    qtbot: QtBot, shown: Windows, locked: Workspace
) -> None:
    window, guard = shown.window, _guard(shown)
    assert window is not None
    window.show_page("ledger")
    guard.lock()
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.mouseClick(window.navigation.button("today"), Qt.MouseButton.LeftButton)
    assert window._stack.currentWidget() is window.ledger
    (cover,) = window.findChildren(LockCover)
    for _ in range(3):
        QTest.keyClick(cover._field, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        assert focused is not None
        assert cover.isAncestorOf(focused)


def test_that_what_was_typed_in_a_dialog_is_there_after_unlocking(
    qtbot: QtBot, shown: Windows, locked: Workspace
) -> None:
    window, guard = shown.window, _guard(shown)
    assert window is not None
    duty = list_duties(locked, TODAY)[0].duty_id
    dialog = ProgressDialog(locked, [duty], TODAY, window)
    dialog.open()
    field = dialog.findChildren(QPlainTextEdit)[0]
    field.setPlainText("填了一半")
    guard.lock()
    assert len(dialog.findChildren(LockCover)) == 1
    (cover,) = dialog.findChildren(LockCover)
    QTest.keyClick(cover._field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    _unlock(dialog, TEXT)
    assert not guard.is_locked
    assert dialog.isVisible()
    assert dialog.result() == 0
    assert field.toPlainText() == "填了一半"
    dialog.close()


def test_that_a_box_that_comes_up_while_locked_is_covered_too(qtbot: QtBot, shown: Windows) -> None:
    guard = _guard(shown)
    guard.lock()
    box = QDialog(shown.window)
    box.resize(420, 160)
    QTimer.singleShot(0, box.open)
    qtbot.waitUntil(box.isVisible)
    (cover,) = box.findChildren(LockCover)
    assert cover.geometry() == box.rect()
    _unlock(box, TEXT)
    assert not guard.is_locked
    box.close()


def test_that_a_ledger_without_password_has_no_lock(
    qtbot: QtBot, windows: Windows, workspace: Workspace, settle: Settle, secret: Password
) -> None:
    windows.show(workspace)
    settle()
    assert windows._guard is None
    now = change_password(workspace, None, secret).workspace
    windows.show(now)
    settle()
    _guard(windows).lock()
    without = change_password(now, secret, None).workspace
    windows.show(without)
    settle()
    assert windows._guard is None
    assert windows.window is not None
    assert not windows.window.findChildren(LockCover)
    windows.window.close()
    without.close()


def test_that_a_crash_report_and_the_log_hold_no_password(
    locked: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(password: Password) -> None:
        key = locked.ledger.key
        raise RuntimeError(f"{password!r} {key!r} {locked!r}")

    with caplog.at_level(logging.DEBUG), pytest.raises(RuntimeError) as raised:
        fail(Password(TEXT))
    crash.log_failure(raised.value)
    key = locked.ledger.key
    assert key is not None
    for words in (TEXT, key.raw.hex(), key.words, repr(key.raw)):
        assert words not in crash_dialog.report_text(raised.value)
        assert words not in caplog.text
