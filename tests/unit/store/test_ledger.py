"""Opening a ledger: what is made, what is refused, and what a transaction keeps."""

from __future__ import annotations

import os
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ledgers import contents
from sqlalchemy import text

from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.errors import CannotSave, LedgerUnavailable, NewerLedger
from gongkai_desktop.store import opening_facts, settings_table, units
from gongkai_desktop.store.engine import APPLICATION_ID
from gongkai_desktop.store.ledger import Ledger

NOW = datetime(2022, 11, 15, 9, 0, tzinfo=UTC)


def refused(path: Path | str, *, create: bool = True) -> LedgerUnavailable:
    """What the clerk is told when this is opened; always with a hint and never in English."""
    with pytest.raises(LedgerUnavailable) as caught:
        Ledger.open(path, create=create, wait=0.05)
    assert caught.value.message
    assert caught.value.hint
    assert not any(word in str(caught.value).lower() for word in ("sqlite", "database", "error"))
    return caught.value


def test_that_a_new_ledger_says_whose_file_it_is_and_keeps_its_log_beside(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "a.gkdb").close()
    with sqlite3.connect(tmp_path / "a.gkdb") as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_that_connections_check_foreign_keys_and_survive_a_power_cut(ledger_path: Path) -> None:
    with Ledger.open(ledger_path).read() as reading:
        assert reading.session.scalar(text("PRAGMA foreign_keys")) == 1
        assert reading.session.scalar(text("PRAGMA synchronous")) == 2


def test_that_opening_again_changes_nothing(ledger_path: Path) -> None:
    before = ledger_path.read_bytes()
    Ledger.open(ledger_path).close()
    assert ledger_path.read_bytes() == before


def test_that_no_file_is_left_beside_a_closed_ledger(ledger_path: Path) -> None:
    ledger = Ledger.open(ledger_path)
    with ledger.change("王", "试", at=NOW) as work:
        settings_table.save_settings(work, {"county": "示例县"})
        work.commit()
    ledger.close()
    assert [path.name for path in ledger_path.parent.iterdir()] == [ledger_path.name]


def test_that_a_ledger_opens_by_address_too(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path / 'a.gkdb'}")
    assert ledger.name == "a.gkdb"
    assert (tmp_path / "a.gkdb").exists()


def test_that_a_name_with_signs_of_an_address_is_still_a_file(tmp_path: Path) -> None:
    question = "" if os.name == "nt" else "?"  # Windows allows no ? in names
    file = tmp_path / f"2022年 100%{question}台账#1.gkdb"
    Ledger.open(file).close()
    assert file.exists()


@pytest.mark.parametrize("address", ["nonsense://x", "http://[::1", "oracle+nothing://x/y"])
def test_that_an_address_nobody_understands_is_refused(address: str) -> None:
    refused(address)


def test_that_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "没有" in refused(tmp_path / "没有" / "a.gkdb").message


def test_that_a_missing_ledger_is_not_made_where_it_should_exist(tmp_path: Path) -> None:
    refused(tmp_path / "a.gkdb", create=False)
    assert not (tmp_path / "a.gkdb").exists()


def test_that_a_folder_is_no_ledger(tmp_path: Path) -> None:
    assert "文件夹" in refused(tmp_path).message


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", "序号,任务".encode(), b"\0" * 4096])
def test_that_a_foreign_file_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.gkdb"
    path.write_bytes(content)
    refused(path)
    assert path.read_bytes() == content


def test_that_the_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.gkdb"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mail (id INTEGER)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert "不是台账" in refused(path).message
    assert path.read_bytes() == before


@pytest.mark.parametrize("keep", [0.5, 0.9])
def test_that_a_truncated_ledger_is_called_damaged(ledger_path: Path, keep: float) -> None:
    data = ledger_path.read_bytes()
    ledger_path.write_bytes(data[: int(len(data) * keep) // 4096 * 4096])
    assert "损坏" in refused(ledger_path).message


def test_that_damage_inside_the_file_is_told_when_it_is_met(ledger_path: Path) -> None:
    data = bytearray(ledger_path.read_bytes())
    data[4096 * 8 :] = b"\xff" * (len(data) - 4096 * 8)
    ledger_path.write_bytes(data)
    with pytest.raises(LedgerUnavailable, match="损坏"), Ledger.open(ledger_path).read() as reading:
        units.list_units(reading)


def test_that_a_ledger_of_a_newer_program_is_refused_untouched(ledger_path: Path) -> None:
    connection = sqlite3.connect(ledger_path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = ledger_path.read_bytes()
    with pytest.raises(NewerLedger, match="更新版本"):
        Ledger.open(ledger_path)
    assert ledger_path.read_bytes() == before


def test_that_a_write_protected_ledger_can_be_read_and_refuses_every_change(ledger_path: Path) -> None:
    before = ledger_path.read_bytes()
    ledger_path.chmod(stat.S_IRUSR)
    ledger = Ledger.open(ledger_path)
    assert ledger.read_only
    with ledger.read() as reading:
        assert units.list_units(reading)
    with pytest.raises(LedgerUnavailable, match="只读") as caught, ledger.change("王办事", "记进展", at=NOW):
        pass
    assert caught.value.hint
    ledger.close()
    assert ledger_path.read_bytes() == before


def test_that_a_write_protected_ledger_of_an_older_version_is_refused(ledger_path: Path) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    ledger_path.chmod(stat.S_IRUSR)
    assert "升级" in refused(ledger_path).message


def test_that_a_ledger_locked_by_another_program_is_refused(ledger_path: Path) -> None:
    other = sqlite3.connect(ledger_path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    assert "占用" in refused(ledger_path).message
    other.close()


def test_that_a_change_waits_for_another_writer_and_then_says_so(ledger_path: Path) -> None:
    ledger = Ledger.open(ledger_path, wait=0.05)
    with ledger.change("甲", "试", at=NOW) as first:
        settings_table.save_settings(first, {"county": "甲县"})
        with pytest.raises(LedgerUnavailable, match="占用"), ledger.change("乙", "试", at=NOW) as second:
            settings_table.save_settings(second, {"county": "乙县"})
        first.commit()
    with ledger.read() as reading:
        assert opening_facts.all_settings(reading) == {"county": "甲县"}


def test_that_a_reader_sees_one_moment_while_another_writes(ledger_path: Path) -> None:
    ledger = Ledger.open(ledger_path)
    with ledger.read() as reading:
        before = units.list_units(reading)
        with ledger.change("甲", "试", at=NOW) as work:
            units.add_unit(work, Unit(0, "县新设局", UnitKind.DEPARTMENT))
            work.commit()
        assert units.list_units(reading) == before
    with ledger.read() as reading:
        assert len(units.list_units(reading)) == len(before) + 1


def test_that_without_commit_nothing_is_kept(ledger_path: Path) -> None:
    before = contents(ledger_path)
    with Ledger.open(ledger_path).change("甲", "试", at=NOW) as work:
        units.add_unit(work, Unit(0, "县新设局", UnitKind.DEPARTMENT))
    assert contents(ledger_path) == before


def test_that_an_error_in_the_block_rolls_back(ledger_path: Path) -> None:
    def fail() -> None:
        with Ledger.open(ledger_path).change("甲", "试", at=NOW) as work:
            units.add_unit(work, Unit(0, "县新设局", UnitKind.DEPARTMENT))
            raise ZeroDivisionError

    before = contents(ledger_path)
    with pytest.raises(ZeroDivisionError):
        fail()
    assert contents(ledger_path) == before


def test_that_a_view_cannot_write(ledger_path: Path) -> None:
    with Ledger.open(ledger_path).read() as reading:
        unit = units.list_units(reading)[0]
        with pytest.raises(TypeError, match="only reads"):
            units.change_unit(reading, unit.__class__(unit.id, "改名", unit.kind))  # type: ignore[arg-type]


def test_that_our_own_mistakes_are_not_blamed_on_the_disk(ledger_path: Path) -> None:
    with (
        pytest.raises(Exception, match="no such table") as caught,
        Ledger.open(ledger_path).read() as reading,
    ):
        reading.session.execute(text("SELECT * FROM no_table"))
    assert not isinstance(caught.value, LedgerUnavailable)


def test_that_a_full_disk_keeps_what_was_there(ledger_path: Path) -> None:
    ledger = Ledger.open(ledger_path)
    many = [Unit(0, f"县{number}局" * 50, UnitKind.OTHER) for number in range(500)]

    def fill() -> None:
        with ledger.change("甲", "试", at=NOW) as work:
            pages = work.session.scalar(text("PRAGMA page_count"))
            work.session.execute(text(f"PRAGMA max_page_count={pages}"))
            units.add_units(work, many)

    before = contents(ledger_path)
    with pytest.raises(CannotSave, match="磁盘空间不足"):
        fill()
    assert contents(ledger_path) == before
