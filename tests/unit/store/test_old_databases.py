"""A filled ledger of every schema version opens in this program with everything that was in it."""

from __future__ import annotations

import contextlib
import gzip
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai_desktop.errors import NewerLedger
from gongkai_desktop.services.backup_files import BEFORE_UPGRADE, backups_in, folder_of
from gongkai_desktop.services.backups import check_ledger
from gongkai_desktop.services.duties import list_duties, list_plans
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.papers import issued_papers, issued_pdf
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import migrate

DATABASES = sorted((Path(__file__).parents[2] / "data" / "databases").glob("*.gkdb.gz"))
TODAY = date(2026, 6, 24)

Table = dict[object, dict[str, Any]]


@pytest.fixture(params=DATABASES, ids=lambda path: path.name.partition(".")[0])
def old_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The ledger as that version left it."""
    path = tmp_path / "旧台账.gkdb"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_that_there_is_a_database_of_every_older_version() -> None:
    versions = {path.name.partition(".")[0] for path in DATABASES}
    assert versions >= {f"{number:04}" for number in range(1, int(migrate.LATEST))}


def test_that_no_value_of_an_older_ledger_is_lost(old_ledger: Path) -> None:
    before = _tables(old_ledger)
    open_workspace(old_ledger, "王办事").close()
    after = _tables(old_ledger)
    assert before["duty"]
    for name, rows in before.items():
        if name in ("alembic_version", "sqlite_sequence"):
            continue
        assert len(after[name]) >= len(rows), name
        for key, row in rows.items():
            # Columns may come; what an old one said still stands.
            kept = after[name][key]
            if (name, row.get("kind")) == ("notice", "督查通报"):
                row = {column: row[column] for column in row if column != "unit_id"}
            assert {column: kept[column] for column in row if column in kept} == {
                column: value for column, value in row.items() if column in kept
            }, (name, key)
        gone = set(next(iter(rows.values()), {})) - set(next(iter(after[name].values()), {}))
        assert not gone, (name, gone)


def test_that_a_circular_of_an_older_ledger_is_addressed_to_all_and_keeps_its_number(tmp_path: Path) -> None:
    path = tmp_path / "旧台账.gkdb"
    path.write_bytes(gzip.decompress((DATABASES[0].parent / "0004.gkdb.gz").read_bytes()))
    before = _tables(path)
    workspace = open_workspace(path, "王办事")
    circular, urged = issued_papers(workspace, TODAY)
    assert (circular.kind, circular.unit_id, circular.unit_name) == ("督查通报", None, "各责任单位")
    assert circular.number == "示例政办通〔2026〕1号"
    assert urged.unit_id is not None
    assert issued_pdf(workspace, circular.id).startswith(b"%PDF")
    (again,) = issue_notices(workspace, "督查通报", tmp_path / "out", TODAY)
    assert again.notice.number == "示例政办通〔2026〕2号"
    assert again.notice.id > max(key for key in before["notice"] if isinstance(key, int))
    workspace.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'notice'").fetchone()
        assert "AUTOINCREMENT" in sql
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert {"ix_notice_unit_id", "ix_notice_file_id"} <= names
        with pytest.raises(sqlite3.IntegrityError, match="journal"):
            connection.execute("UPDATE journal SET who = 'x'")


def test_that_an_older_ledger_is_worked_with_after_its_upgrade(old_ledger: Path) -> None:
    with contextlib.closing(sqlite3.connect(old_ledger)) as connection:
        late = connection.execute("SELECT count(*) FROM duty").fetchone()[0]
    workspace = open_workspace(old_ledger, "王办事")
    rows = list_duties(workspace, TODAY)
    assert (len(list_plans(workspace)), len(rows)) == (3, late)
    record_progress(workspace, [rows[0].duty_id], TODAY, "升级后登记", 60, "示例县财政局")
    workspace.close()
    assert check_ledger(old_ledger) is None


def test_that_the_backup_made_before_an_upgrade_is_the_older_ledger(old_ledger: Path) -> None:
    before = _tables(old_ledger)
    if before["alembic_version"] == {0: {"version_num": migrate.LATEST}}:
        pytest.skip("of this very version")
    open_workspace(old_ledger, "王办事").close()
    (backup,) = backups_in(folder_of(old_ledger), old_ledger)
    assert backup.reason == BEFORE_UPGRADE
    assert _tables(backup.path) == before


def test_that_a_ledger_of_a_newer_version_is_refused_and_left_alone(old_ledger: Path) -> None:
    with contextlib.closing(sqlite3.connect(old_ledger)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = old_ledger.read_bytes()
    with pytest.raises(NewerLedger) as refused:
        open_workspace(old_ledger, "王办事")
    assert "升级" in refused.value.hint
    assert old_ledger.read_bytes() == before
    assert not folder_of(old_ledger).exists()


def _tables(path: Path) -> dict[str, Table]:
    """Every row of every table, by its id or its place."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found: dict[str, Table] = {}
        for name in names:
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            found[name] = {row.get("id", place): row for place, row in enumerate(rows)}
        return found
