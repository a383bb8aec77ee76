"""A ledger with a password: nothing of it in the clear, and everything else as without."""

from __future__ import annotations

import contextlib
import gzip
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from ledgers import make_task

from gongkai_desktop.domain import password as password_module
from gongkai_desktop.domain.moments import CHINA_TIME
from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import (
    CannotSave,
    DamagedLedger,
    InvalidInput,
    LedgerUnavailable,
    NewerLedger,
    PasswordNeeded,
    WrongPassword,
)
from gongkai_desktop.services import presence
from gongkai_desktop.services.backup_files import backups_in, folder_of
from gongkai_desktop.services.backups import (
    back_up,
    can_be_salvaged,
    check_ledger,
    daily_backup,
    good_backups,
    list_backups,
    locked_backup,
    preview_restore,
    restore,
    restore_damaged,
    salvage_damaged,
)
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.passwords import (
    BEFORE_PASSWORD,
    adapt_backups,
    change_password,
    delete_backups,
    needs_password,
    new_password,
    other_backups,
)
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import driver

DAY = date(2022, 6, 1)
UNIT = "县财政局"
WORDS = "已报送初稿三份"
SECRET, OTHER = Password("Gongkai'2026"), Password("另一个密码")
DATABASES = Path(__file__).parents[2] / "data" / "databases"

Import = Callable[..., ImportResult]


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second a key is for those who guess."""
    monkeypatch.setattr(password_module, "_ROUNDS", 100)
    monkeypatch.setattr(SECRET, "_keys", {})
    monkeypatch.setattr(OTHER, "_keys", {})


@pytest.fixture
def locked(workspace: Workspace, import_tasks: Import) -> Iterator[Workspace]:
    """A ledger with a password, a task and a word of progress in it."""
    import_tasks(make_task())
    record_progress(workspace, [1], DAY, WORDS, 50, UNIT)
    changed = change_password(workspace, None, SECRET)
    yield changed.workspace
    changed.workspace.close()


def _file(workspace: Workspace) -> Path:
    assert workspace.ledger.file is not None
    return workspace.ledger.file


def _progress(workspace: Workspace) -> str:
    return list_duties(workspace, DAY)[0].last_progress


def _rows(file: Path, password: Password | None) -> int:
    with contextlib.closing(driver.connect(file, driver.unlock(file, password), read_only=True)) as opened:
        return int(opened.execute("SELECT count(*) FROM journal").fetchone()[0])


def test_that_nothing_in_the_clear_is_left_in_the_folder_of_a_ledger_with_a_password(
    locked: Workspace, ledger_path: Path
) -> None:
    back_up(locked)
    with locked.ledger.look() as reading:
        reading.rows("SELECT count(*) FROM duty")
        # As long as somebody reads, what is written stands in the log beside the ledger.
        record_progress(locked, [1], DAY, WORDS + "又一句", 60, UNIT)
        found = [path for path in ledger_path.parent.rglob("*") if path.is_file()]
        assert any(path.name.endswith("-wal") and path.stat().st_size for path in found)
        assert sum(path.suffix == ".gkdb" for path in found) == 3
        for path in found:
            data = path.read_bytes()
            assert not data.startswith(b"SQLite format 3"), path.name
            for words in (WORDS, UNIT, "Gongkai", "已报送"):
                assert words.encode() not in data, path.name
                assert words.encode("utf-16-le") not in data, path.name


def test_that_the_password_and_only_it_opens_the_ledger(locked: Workspace, ledger_path: Path) -> None:
    locked.close()
    assert needs_password(ledger_path)
    with pytest.raises(PasswordNeeded, match="有密码"):
        open_workspace(ledger_path)
    with pytest.raises(WrongPassword, match="密码不对"):
        open_workspace(ledger_path, password=OTHER)
    opened = open_workspace(ledger_path, password=SECRET)
    assert _progress(opened) == WORDS
    opened.close()


def test_that_work_goes_on_as_without_a_password(locked: Workspace) -> None:
    batch = record_progress(locked, [1], DAY, "以后的进展", 60, UNIT)
    undo(locked, batch)
    assert _progress(locked) == WORDS
    assert check_ledger(_file(locked), SECRET) is None


def test_that_a_changed_password_is_the_only_one_then(locked: Workspace, ledger_path: Path) -> None:
    with pytest.raises(WrongPassword):
        change_password(locked, OTHER, OTHER)
    changed = change_password(locked, SECRET, OTHER).workspace
    assert _progress(changed) == WORDS
    changed.close()
    with pytest.raises(WrongPassword):
        open_workspace(ledger_path, password=SECRET)
    open_workspace(ledger_path, password=OTHER).close()


def test_that_a_password_can_be_taken_away(locked: Workspace, ledger_path: Path) -> None:
    plain = change_password(locked, SECRET, None).workspace
    assert _progress(plain) == WORDS
    assert ledger_path.read_bytes().startswith(b"SQLite format 3")
    assert list_backups(plain)[0].salt is None
    plain.close()
    open_workspace(ledger_path).close()


def test_that_the_backup_before_has_the_new_password(locked: Workspace) -> None:
    (before,) = list_backups(locked)
    assert before.reason == BEFORE_PASSWORD
    assert check_ledger(before.path, SECRET) is None
    with pytest.raises(PasswordNeeded):
        check_ledger(before.path)


def test_that_both_folders_get_backups_with_the_password(locked: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    there = replace(locked, office=replace(locked.office, second_backup_folder=str(stick)))
    made = back_up(there)
    assert made.second is not None
    for copy in (made.backup.path, made.second):
        assert _rows(copy, SECRET) == _rows(_file(locked), SECRET)
        assert needs_password(copy)
    assert daily_backup(there, there.now().date()) is None


def test_that_older_backups_are_named_adapted_or_deleted(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task())
    first, second = back_up(workspace).backup, back_up(workspace).backup
    locked = change_password(workspace, None, SECRET).workspace
    assert {backup.path for backup in other_backups(locked)} == {first.path, second.path}
    delete_backups([second])
    rows = _rows(first.path, None)
    assert adapt_backups(locked).done == 1
    assert other_backups(locked) == ()
    assert _rows(first.path, SECRET) == rows
    again = change_password(locked, SECRET, OTHER).workspace
    assert (adapt_backups(again).done, adapt_backups(again).left) == (0, 2)
    assert adapt_backups(again, SECRET).done == 2
    assert other_backups(again) == ()
    again.close()


def test_that_a_backup_with_an_older_password_asks_for_it(locked: Workspace) -> None:
    backup = back_up(locked).backup.path
    record_progress(locked, [1], DAY, "以后的进展", 60, UNIT)
    now = change_password(locked, SECRET, OTHER).workspace
    with pytest.raises(PasswordNeeded, match="不同"):
        preview_restore(now, backup)
    assert len(preview_restore(now, backup, SECRET).lost) == 1
    restore(now, backup, SECRET)
    now.close()
    again = open_workspace(_file(now), password=OTHER)
    assert _progress(again) == WORDS
    again.close()


def test_that_a_backup_without_password_comes_back_under_the_ledgers(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task())
    backup = back_up(workspace).backup.path
    locked = change_password(workspace, None, SECRET).workspace
    restore(locked, backup)
    assert needs_password(_file(locked))
    assert not [path for path in _file(locked).parent.iterdir() if path.name.startswith(".gongkai")]
    locked.close()


def test_that_a_damaged_ledger_with_a_password_goes_back_to_its_backup(locked: Workspace) -> None:
    file = _file(locked)
    backup = back_up(locked).backup
    locked.close()
    data = bytearray(file.read_bytes())
    data[16 : 4096 * 3] = b"\xa5" * (4096 * 3 - 16)
    file.write_bytes(data)
    with pytest.raises(DamagedLedger):
        open_workspace(file, password=SECRET)
    assert list(good_backups(file)) == []
    assert locked_backup(file) == backup
    assert next(good_backups(file, SECRET)) == backup
    assert not can_be_salvaged(file, SECRET)
    restore_damaged(file, backup.path, SECRET)
    opened = open_workspace(file, password=SECRET)
    assert _progress(opened) == WORDS
    opened.close()


def test_that_a_damaged_ledger_keeps_its_password_when_an_older_backup_has_none(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task())
    backup = back_up(workspace).backup.path
    change_password(workspace, None, SECRET).workspace.close()
    file = _file(workspace)
    data = bytearray(file.read_bytes())
    data[100:4000] = b"\xa5" * 3900
    file.write_bytes(data)
    restore_damaged(file, backup, SECRET)
    assert needs_password(file)
    assert check_ledger(file, SECRET) is None


def test_that_a_ledger_whose_beginning_is_lost_is_damaged_and_its_backup_asks_for_the_password(
    locked: Workspace,
) -> None:
    file = _file(locked)
    backup = back_up(locked).backup
    locked.close()
    file.write_bytes(b"\0" * 20_000)
    with pytest.raises(DamagedLedger):
        open_workspace(file)
    assert locked_backup(file) == backup
    restore_damaged(file, backup.path, SECRET)
    assert check_ledger(file, SECRET) is None


def test_that_what_can_be_read_of_a_damaged_ledger_is_saved_under_its_password(tmp_path: Path) -> None:
    file = tmp_path / "台账.gkdb"
    file.write_bytes(gzip.decompress((DATABASES / "0003.gkdb.gz").read_bytes()))
    locked = change_password(open_workspace(file, "王办事"), None, SECRET).workspace
    duties = len(list_duties(locked, DAY))
    with contextlib.closing(driver.connect(file, locked.ledger.key, read_only=True)) as opened:
        (root,) = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = 'evidence'").fetchone()
    locked.close()
    data = bytearray(file.read_bytes())
    data[(root - 1) * 4096 + 40] ^= 0xFF
    file.write_bytes(data)
    assert check_ledger(file, SECRET) is not None
    aside, found = salvage_damaged(file, SECRET)
    assert found.broken == ("evidence",)
    assert found.kept["duty"] == duties
    assert needs_password(file)
    assert needs_password(aside)
    saved = open_workspace(file, "王办事", password=SECRET)
    assert len(list_duties(saved, DAY)) == duties
    saved.close()


@pytest.mark.parametrize("revision", ["0001", "0003"])
def test_that_an_older_ledger_with_a_password_is_upgraded(tmp_path: Path, revision: str) -> None:
    file, plain = tmp_path / "台账.gkdb", tmp_path / "plain.gkdb"
    plain.write_bytes(gzip.decompress((DATABASES / f"{revision}.gkdb.gz").read_bytes()))
    with driver.copying(file, driver.new_key(SECRET), plain, None) as both:
        both.execute("SELECT sqlcipher_export('main', 'old')")
        both.execute(f"PRAGMA application_id={int.from_bytes(b'GKDB', 'big')}")
    opened = open_workspace(file, "王办事", password=SECRET)
    assert list_duties(opened, DAY)
    opened.close()
    (before,) = backups_in(folder_of(file), file)
    assert check_ledger(before.path, SECRET) is None


def test_that_a_newer_ledger_with_a_password_is_refused_untouched(locked: Workspace) -> None:
    locked.close()
    file = _file(locked)
    with contextlib.closing(driver.connect(file, locked.ledger.key)) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    with pytest.raises(NewerLedger, match="更新版本"):
        open_workspace(file, password=SECRET)
    assert file.read_bytes() == before


def test_that_a_write_protected_ledger_with_a_password_can_be_looked_at(locked: Workspace) -> None:
    locked.close()
    file = _file(locked)
    file.chmod(0o400)
    opened = open_workspace(file, password=SECRET)
    assert opened.ledger.read_only
    assert _progress(opened) == WORDS
    with pytest.raises(LedgerUnavailable, match="只读"):
        change_password(opened, SECRET, None)
    opened.close()


def test_that_nothing_is_changed_while_a_colleague_has_the_ledger_open(workspace: Workspace) -> None:
    file = _file(workspace)
    mark = {"who": "李科员", "computer": "PC-3", "since": workspace.now().isoformat()}
    presence.mark_of(file).write_text(json.dumps(mark), encoding="utf-8")
    with pytest.raises(CannotSave, match="李科员"):
        change_password(workspace, None, SECRET)
    assert not needs_password(file)


def test_that_nothing_is_changed_while_another_program_reads(workspace: Workspace) -> None:
    file = _file(workspace)
    reader = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN');"
        "c.execute('SELECT count(*) FROM unit').fetchone(); print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with pytest.raises(CannotSave, match="关闭其他"):
            change_password(workspace, None, SECRET)
        other.communicate("")
    assert not needs_password(file)
    change_password(workspace, None, SECRET).workspace.close()
    assert needs_password(file)


def test_that_another_window_is_told_that_the_password_was_changed(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task())
    file = _file(workspace)
    other = open_workspace(file, "王办事")
    changed = change_password(workspace, None, SECRET).workspace
    with pytest.raises(LedgerUnavailable, match="密码刚在另一个窗口里改过"):
        list_duties(other, DAY)
    other.close()
    changed.close()


def test_that_a_full_disk_leaves_the_ledger_as_it_was(
    workspace: Workspace, import_tasks: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_tasks(make_task())
    file = _file(workspace)
    folder_of(file).write_bytes(b"a file where the folder should be")
    with pytest.raises(CannotSave):
        change_password(workspace, None, SECRET)
    assert not needs_password(file)
    assert list_duties(workspace, DAY)
    assert not [path for path in file.parent.iterdir() if path.name.startswith(".gongkai")]


def test_that_no_log_holds_a_password(
    locked: Workspace, ledger_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        changed = change_password(locked, SECRET, OTHER).workspace
        changed.close()
        with pytest.raises(WrongPassword):
            open_workspace(ledger_path, password=SECRET)
        logging.getLogger("any").info("%r %r %r", changed, changed.ledger, changed.ledger.engine)
    assert "password was set" in caplog.text
    for words in ("Gongkai'2026", "另一个密码", changed.ledger.key.words if changed.ledger.key else ""):
        assert words not in caplog.text


def test_that_a_new_ledger_can_have_a_password_from_the_start(tmp_path: Path) -> None:
    file = tmp_path / "新.gkdb"
    open_workspace(file, "王办事", password=SECRET).close()
    assert needs_password(file)
    open_workspace(file, password=SECRET).close()


@pytest.mark.parametrize(("text", "again"), [("12345", "12345"), ("", ""), ("abcdef1", "abcdef2")])
def test_that_a_short_password_or_two_different_ones_are_refused(text: str, again: str) -> None:
    with pytest.raises(InvalidInput):
        new_password(text, again)


def test_that_unfinished_copies_beside_the_ledger_go_with_the_next_backup_but_one(locked: Workspace) -> None:
    left = _file(locked).with_name(".gongkai-backup-1-台账.gkdb")
    left.write_bytes(b"half")
    back_up(locked)
    assert left.exists()
    long_ago = (datetime.now(CHINA_TIME) - timedelta(days=2)).timestamp()
    os.utime(left, (long_ago, long_ago))
    back_up(locked)
    assert not left.exists()
