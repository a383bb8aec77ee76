"""Backups in the window: the list, a new one, the preview of a restore, damage, a second start."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop import paths
from gongkai_desktop.domain.limits import CHINA_TIME
from gongkai_desktop.services import presence
from gongkai_desktop.services.backup_files import backups_in, folder_of
from gongkai_desktop.services.backups import back_up, check_ledger, list_backups, preview_restore
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import one_window, opening
from gongkai_desktop.ui.dialogs.damaged import DamagedDialog
from gongkai_desktop.ui.dialogs.restore import RestoreDialog
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.settings.backups_form import BackupsForm
from gongkai_desktop.ui.windows import Windows

from .conftest import RecordedMessages

Settle = Callable[[], None]
TODAY = date(2026, 10, 12)
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=CHINA_TIME)


@pytest.fixture
def windows(qapp: QApplication, tmp_path: Path) -> Windows:
    return Windows(qapp, PreferenceFile(tmp_path / "preferences.json"), TODAY)


def _file(workspace: Workspace) -> Path:
    assert workspace.ledger.file is not None
    return workspace.ledger.file


def test_that_a_new_backup_stands_on_top_of_the_list(
    qtbot: QtBot, workspace: Workspace, settle: Settle
) -> None:
    form = BackupsForm(workspace)
    qtbot.addWidget(form)
    form.reload()
    settle()
    assert form.chosen() is None
    assert not form._restore.isEnabled()
    form._now.click()
    settle()
    settle()
    chosen = form.chosen()
    assert chosen is not None
    assert chosen.reason == "手动"
    assert "已备份" in form._notice.text()


def test_that_a_missing_stick_is_told_beside_the_button(
    qtbot: QtBot, workspace: Workspace, settle: Settle, recorded_messages: RecordedMessages, tmp_path: Path
) -> None:
    office = replace(workspace.office, second_backup_folder=str(tmp_path / "U盘"))
    form = BackupsForm(replace(workspace, office=office))
    qtbot.addWidget(form)
    form._now.click()
    settle()
    settle()
    assert "U盘" in form._notice.text()
    assert recorded_messages.shown == []
    with qtbot.waitSignal(form.save_wanted) as wanted:
        form._none.click()
    assert wanted.args == [{"second_backup_folder": ""}]


def test_that_a_restore_says_what_is_lost_and_hands_the_older_ledger_on(
    qtbot: QtBot, workspace: Workspace, settle: Settle
) -> None:
    backup = back_up(workspace).backup
    duty = list_duties(workspace, TODAY)[0].duty_id
    record_progress(workspace, [duty], TODAY, "备份之后登记", None, "某局")
    dialog = RestoreDialog(workspace, backup, preview_restore(workspace, backup.path))
    qtbot.addWidget(dialog)
    dialog.submit()
    settle()
    assert dialog.workspace is not None
    assert list_duties(dialog.workspace, TODAY)[0].last_progress != "备份之后登记"
    assert {each.reason for each in list_backups(dialog.workspace)} == {"手动", "恢复前"}
    dialog.workspace.close()


def test_that_the_day_is_backed_up_in_the_background_once(
    windows: Windows, workspace: Workspace, settle: Settle
) -> None:
    windows.show(workspace)
    settle()
    for _ in range(2):
        windows.look_after()
        settle()
    assert [each.reason for each in list_backups(workspace)] == ["每日"]
    assert windows.window is not None
    windows.window.close()


def test_that_a_damaged_ledger_is_one_click_from_its_newest_whole_backup(
    qtbot: QtBot, workspace: Workspace, settle: Settle, recorded_messages: RecordedMessages
) -> None:
    file = _file(workspace)
    backup = back_up(workspace).backup
    workspace.close()
    file.write_bytes(b"\0" * 30_000)
    dialog = DamagedDialog(file, [backup])
    qtbot.addWidget(dialog)
    dialog.accept_button.click()
    settle()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert check_ledger(file) is None
    assert recorded_messages.texts == ["已恢复。"]


def test_that_a_damaged_ledger_without_backups_is_salvaged_by_one_click(
    qtbot: QtBot, workspace: Workspace, settle: Settle, recorded_messages: RecordedMessages
) -> None:
    file = _file(workspace)
    workspace.close()
    data = bytearray(file.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xa5" * 8192
    file.write_bytes(data)
    dialog = DamagedDialog(file, [])
    qtbot.addWidget(dialog)
    dialog.accept_button.click()
    settle()
    assert check_ledger(file) is None
    assert recorded_messages.texts == ["已抢救。"]


def test_that_a_damaged_ledger_is_opened_after_its_rescue(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _file(workspace)
    back_up(workspace)
    workspace.close()
    file.write_bytes(b"\0" * 30_000)
    parent = QWidget()
    qtbot.addWidget(parent)

    def click(dialog: DamagedDialog) -> int:
        dialog.accept_button.click()
        qtbot.waitUntil(lambda: dialog.result() == QDialog.DialogCode.Accepted)
        return dialog.result()

    monkeypatch.setattr(DamagedDialog, "exec", click)
    opened = opening.open_ledger(parent, file)
    assert opened is not None
    assert list_duties(opened, TODAY)
    opened.close()


def test_that_a_colleague_who_has_the_ledger_open_is_named(
    qtbot: QtBot, workspace: Workspace, recorded_messages: RecordedMessages
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert opening.may_go_on(parent, workspace)
    mark = {"who": "李科员", "computer": "PC-3", "since": NOW.isoformat()}
    presence.mark_of(_file(workspace)).write_text(json.dumps(mark), encoding="utf-8")
    recorded_messages.answer = False
    assert not opening.may_go_on(parent, workspace)
    assert "李科员" in recorded_messages.texts[0]
    assert "PC-3" in recorded_messages.texts[0]


def test_that_a_write_protected_ledger_is_opened_for_reading_with_a_word(
    qtbot: QtBot, windows: Windows, workspace: Workspace, settle: Settle, recorded_messages: RecordedMessages
) -> None:
    file = _file(workspace)
    workspace.close()
    file.chmod(stat.S_IRUSR)
    parent = QWidget()
    qtbot.addWidget(parent)
    protected = opening.open_ledger(parent, file)
    assert protected is not None
    assert opening.may_go_on(parent, protected)
    assert "只读" in recorded_messages.texts[0]
    windows.show(protected)
    settle()
    windows.look_after()
    settle()
    assert windows.window is not None
    assert windows.window.windowTitle().endswith("（只读）")
    assert backups_in(folder_of(file), file) == ()
    windows.window.close()
    protected.close()


def test_that_a_second_start_brings_the_first_window_forward(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path)
    name = one_window.name_for(tmp_path / "台账.gkdb", "王办事")
    assert not one_window.bring_forward(name)
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    one_window.Doorbell(name, lambda: window, window)
    with ThreadPoolExecutor(1) as second:
        answered = second.submit(one_window.bring_forward, name)
        qtbot.waitUntil(answered.done, timeout=10_000)
    assert answered.result()
    assert not window.isMinimized()


def test_that_every_ledger_and_every_user_has_a_window_of_its_own(tmp_path: Path) -> None:
    names = {
        one_window.name_for(tmp_path / file, who)
        for file in ("甲.gkdb", "乙.gkdb")
        for who in ("王办事", "李科员")
    }
    assert len(names) == 4


def test_that_the_mark_left_by_a_power_failure_bothers_nobody(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.gkdb"
    mark = presence.mark_of(ledger)
    mark.write_text(
        json.dumps({"who": "李科员", "computer": "PC-3", "since": NOW.isoformat()}), encoding="utf-8"
    )
    now = datetime.now(CHINA_TIME)
    assert presence.somebody_else(ledger, "王办事", now) is not None
    long_ago = (now - timedelta(hours=2)).timestamp()
    os.utime(mark, (long_ago, long_ago))
    assert presence.somebody_else(ledger, "王办事", now) is None
    presence.stay(ledger)
    assert presence.somebody_else(ledger, "王办事", now) is not None
    presence.go(ledger, "王办事")
    assert mark.exists()
    mark.write_text("{", encoding="utf-8")
    assert presence.somebody_else(ledger, "王办事", now) is None
    presence.come(ledger, "王办事", now)
    assert presence.somebody_else(ledger, "王办事", now) is None
    presence.go(ledger, "王办事")
    assert not mark.exists()
