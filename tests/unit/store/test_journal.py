"""Nothing changes without the journal, and nobody changes the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from ledgers import contents, make_task
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices, queries, settings_table, units
from gongkai_desktop.store.columns import CHINA_TIME, Base
from gongkai_desktop.store.ledger import Ledger
from gongkai_desktop.store.tables import JournalRow, UnitRow

NOW = datetime(2022, 11, 15, 9, 0, tzinfo=CHINA_TIME)


def test_that_an_insert_an_update_and_a_delete_are_written_down(ledger_path: Path) -> None:
    ledger = Ledger.open(ledger_path)
    with ledger.change("王办事", "登记单位", "新设机构", at=NOW) as work:
        unit = units.add_unit(work, Unit(0, "县新设局", UnitKind.DEPARTMENT, valid_from=date(2022, 1, 1)))
        units.change_unit(work, Unit(unit.id, "县新局", unit.kind, position=unit.position))
        units.remove_unit(work, unit.id)
        work.commit()
    with ledger.read() as reading:
        added, changed, removed = queries.batch_entries(reading, work.batch)
    assert {(entry.who, entry.action, entry.reason, entry.at) for entry in (added, changed, removed)} == {
        ("王办事", "登记单位", "新设机构", NOW)
    }
    assert added.old is None
    assert added.new == {
        "name": "县新设局",
        "kind": "县直部门",
        "confirmed": True,
        "position": unit.position,
        "valid_from": "2022-01-01",
        "valid_to": None,
    }
    assert (changed.old, changed.new) == (
        {"name": "县新设局", "valid_from": "2022-01-01"},
        {"name": "县新局", "valid_from": None},
    )
    assert (removed.old or {})["name"] == "县新局"
    assert removed.new is None
    assert {entry.entity_id for entry in (added, changed, removed)} == {unit.id}


def test_that_a_rolled_back_change_leaves_no_line(ledger_path: Path) -> None:
    ledger = Ledger.open(ledger_path)
    with ledger.change("王办事", "试", at=NOW) as work:
        units.add_unit(work, Unit(0, "县新设局", UnitKind.DEPARTMENT))
    with ledger.read() as reading:
        assert queries.batch_entries(reading, work.batch) == ()


def test_that_setting_the_same_value_again_is_no_change(ledger_path: Path) -> None:
    ledger = Ledger.open(ledger_path)
    for _ in range(2):
        with ledger.change("王办事", "修改设置", at=NOW) as work:
            settings_table.save_settings(
                work, {"county": "示例县", "lights": {"late": ["逾", "●", "#000000"]}}
            )
            work.commit()
    with ledger.read() as reading:
        assert queries.batch_entries(reading, work.batch) == ()


def test_that_every_row_of_an_import_has_its_line(
    workspace: Workspace, ledger_path: Path, import_tasks: Callable[..., ImportResult]
) -> None:
    before = contents(ledger_path)
    result = import_tasks(make_task(), make_task("甲"))
    after = contents(ledger_path)
    with workspace.ledger.read() as reading:
        entries = queries.batch_entries(reading, result.batch)
    for table, rows in after.items():
        new = len(rows) - len(before[table])
        assert sum(entry.entity == table for entry in entries) == new, table


def test_that_bytes_stay_out_of_the_journal(workspace: Workspace) -> None:
    with workspace.change("签发") as work:
        notices.add_notice(
            work,
            kind="督办通知",
            year=2022,
            sequence=1,
            number="督〔2022〕1号",
            unit_id=1,
            issued_on=date(2022, 11, 15),
            reply_by=None,
            duty_ids=(),
            data=b"%PDF" * 1000,
        )
        work.commit()
    with workspace.ledger.read() as reading:
        file, _ = queries.batch_entries(reading, work.batch)
    assert file.entity == "stored_file"
    assert set(file.new or {}) == {"sha256", "size"}


@pytest.mark.parametrize(
    "statement",
    [update(UnitRow).values(name="改"), delete(UnitRow), insert(UnitRow).values(name="加")],
    ids=["update", "delete", "insert"],
)
def test_that_statements_that_pass_the_journal_by_are_refused(ledger_path: Path, statement: object) -> None:
    with (
        pytest.raises(TypeError, match="row by row"),
        Ledger.open(ledger_path).change("王", "试", at=NOW) as work,
    ):
        work.session.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "bulk",
    [
        lambda session: session.bulk_save_objects([UnitRow(name="加")]),
        lambda session: session.bulk_insert_mappings(UnitRow, [{"name": "加"}]),
        lambda session: session.bulk_update_mappings(UnitRow, [{"id": 1, "name": "改"}]),
        lambda session: session.query(UnitRow).update({"name": "改"}),
        lambda session: session.query(UnitRow).delete(),
    ],
)
def test_that_the_old_ways_past_the_journal_are_refused(
    ledger_path: Path, bulk: Callable[[Session], object]
) -> None:
    with (
        pytest.raises(TypeError, match="row by row"),
        Ledger.open(ledger_path).change("王", "试", at=NOW) as work,
    ):
        bulk(work.session)


def test_that_nobody_writes_the_journal_by_hand(ledger_path: Path) -> None:
    line = JournalRow(batch="x", at=NOW, who="", action="", reason="", entity="unit", entity_id=1)
    with Ledger.open(ledger_path).change("王", "试", at=NOW) as work:
        work.session.add(line)
        with pytest.raises(TypeError, match="session only"):
            work.session.flush()


@pytest.mark.parametrize("statement", ["UPDATE journal SET who = '别人'", "DELETE FROM journal"])
def test_that_the_database_itself_keeps_the_journal(ledger_path: Path, statement: str) -> None:
    ledger = Ledger.open(ledger_path)
    with (
        pytest.raises(IntegrityError, match="cannot be changed"),
        ledger.change("王", "试", at=NOW) as work,
    ):
        work.session.connection().execute(text(statement))
    connection = sqlite3.connect(ledger_path)
    with pytest.raises(sqlite3.IntegrityError, match="cannot be changed"):
        connection.execute(statement)
    connection.close()


def test_that_moments_come_back_in_official_time(ledger_path: Path) -> None:
    ledger = Ledger.open(ledger_path)
    at = datetime(2022, 11, 15, 16, 30, tzinfo=UTC)
    with ledger.change("王", "试", at=at) as work:
        settings_table.save_settings(work, {"county": "示例县"})
        work.commit()
    with ledger.read() as reading:
        (entry,) = queries.batch_entries(reading, work.batch)
    assert entry.at == at
    assert (entry.at.hour, entry.at.utcoffset()) == (0, timedelta(hours=8))


def test_that_a_moment_without_a_zone_is_refused(ledger_path: Path) -> None:
    moment = datetime(2022, 11, 15)  # noqa: DTZ001 - the mistake under test
    with (
        pytest.raises(Exception, match="time zone"),
        Ledger.open(ledger_path).change("王", "试", at=moment) as work,
    ):
        settings_table.save_settings(work, {"county": "示例县"})


def test_that_every_table_is_journalled_under_its_own_name() -> None:
    assert {mapper.class_.__tablename__ for mapper in Base.registry.mappers} == set(Base.metadata.tables)
