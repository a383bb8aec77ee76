"""Backups of a real ledger file: made, kept, compared, put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledgers import contents, make_task

from gongkai_desktop.errors import LedgerUnavailable
from gongkai_desktop.services.backup_files import folder_of
from gongkai_desktop.services.backups import (
    BEFORE_IMPORT,
    BEFORE_RESTORE,
    DAILY,
    back_up,
    check_ledger,
    daily_backup,
    good_backups,
    list_backups,
    preview_restore,
    restore,
    restore_damaged,
)
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.workspace import Workspace, open_workspace

Import = Callable[..., ImportResult]
DAY = date(2022, 6, 1)


def test_that_a_backup_holds_what_the_ledger_holds(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task())
    made = back_up(workspace)
    file = workspace.ledger.file
    assert file is not None
    assert contents(made.backup.path) == contents(file)
    assert check_ledger(made.backup.path) is None
    assert sorted(path.suffix for path in folder_of(file).iterdir()) == [".gkdb"]


def test_that_an_import_into_a_ledger_in_use_is_backed_up_first(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task(), title="第一份")
    assert list_backups(workspace) == ()
    import_tasks(make_task("教育信息公开"), title="第二份")
    (backup,) = list_backups(workspace)
    assert backup.reason == BEFORE_IMPORT
    assert len(contents(backup.path)["plan"]) == 1


def test_that_a_day_has_one_daily_backup(workspace: Workspace) -> None:
    today = workspace.now().date()
    first = daily_backup(workspace, today)
    assert first is not None
    assert first.backup.reason == DAILY
    assert daily_backup(workspace, today) is None


def test_that_restoring_says_what_is_lost_and_backs_the_present_up(
    workspace: Workspace, ledger_path: Path, import_tasks: Import
) -> None:
    import_tasks(make_task())
    backup = back_up(workspace).backup.path
    then = contents(ledger_path)
    record_progress(workspace, [1], DAY, "已报送初稿", 50, "县财政局")
    now = contents(ledger_path)
    preview = preview_restore(workspace, backup)
    assert ("进展", 1, 0) in preview.counts
    assert [change.who for change in preview.lost] == ["王办事"]
    assert preview.gained == ()
    present = restore(workspace, backup)
    assert contents(ledger_path) == then
    assert (present.reason, contents(present.path)) == (BEFORE_RESTORE, now)
    back = preview_restore(workspace, present.path)
    assert len(back.gained) == 1
    restore(workspace, present.path)
    assert contents(ledger_path) == now


def test_that_an_open_workspace_goes_on_after_a_restore(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task())
    backup = back_up(workspace).backup.path
    restore(workspace, backup)
    record_progress(workspace, [1], DAY, "恢复后继续办理", None, "县财政局")
    assert check_ledger(workspace.ledger.file or Path()) is None


def test_that_a_second_folder_gets_a_copy_and_a_missing_one_is_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    there = replace(workspace, office=replace(workspace.office, second_backup_folder=str(stick)))
    missing = back_up(there)
    assert missing.second is None
    assert "U盘" in missing.notice
    assert not stick.exists()
    stick.mkdir()
    made = back_up(there)
    assert made.second is not None
    assert contents(made.second) == contents(made.backup.path)
    assert len(list_backups(there)) == 2


def test_that_a_damaged_backup_is_not_put_back(workspace: Workspace, ledger_path: Path) -> None:
    backup = back_up(workspace).backup.path
    data = bytearray(backup.read_bytes())
    data[4096 * 2 : 4096 * 9] = b"\xff" * (4096 * 7)
    backup.write_bytes(data)
    before = contents(ledger_path)
    with pytest.raises(LedgerUnavailable):
        restore(workspace, backup)
    assert contents(ledger_path) == before


@pytest.mark.parametrize("content", [b"", b"no ledger at all", b"SQLite format 3\0" + b"\0" * 4080])
def test_that_a_file_that_is_no_ledger_is_not_put_back(
    workspace: Workspace, tmp_path: Path, content: bytes
) -> None:
    foreign = tmp_path / "foreign.gkdb"
    foreign.write_bytes(content)
    with pytest.raises(LedgerUnavailable):
        restore(workspace, foreign)


def test_that_a_damaged_ledger_is_replaced_by_the_newest_good_backup(
    workspace: Workspace, ledger_path: Path, import_tasks: Import
) -> None:
    import_tasks(make_task())
    good, bad = back_up(workspace).backup, back_up(workspace).backup
    then = contents(ledger_path)
    workspace.close()
    bad.path.write_bytes(bad.path.read_bytes()[:5000])
    ledger_path.write_bytes(b"\0" * 10_000)
    assert check_ledger(ledger_path) is not None
    newest = next(good_backups(ledger_path))
    assert newest == good
    aside = restore_damaged(ledger_path, newest.path)
    assert aside.read_bytes() == b"\0" * 10_000
    again = open_workspace(ledger_path, "王办事")
    assert contents(ledger_path) == then
    again.close()
