"""The schema made by migrations is the schema of the models, on SQLite and elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import URL
from sqlalchemy.schema import CreateIndex, CreateTable

from gongkai_desktop.services.backup_files import BEFORE_UPGRADE, backups_in, folder_of
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import backups, duties, migrate, plans
from gongkai_desktop.store.engine import claim, for_writing, make_engine
from gongkai_desktop.store.ledger import Ledger
from gongkai_desktop.store.schema import METADATA


def test_that_migrating_gives_exactly_the_models(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "a.gkdb")
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_that_the_latest_revision_is_the_head_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
    assert scripts.get_heads() == [migrate.LATEST]


def test_that_a_ledger_is_at_the_latest_revision(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "a.gkdb")
    with ledger.engine.connect() as connection:
        assert migrate.revision(connection) == migrate.LATEST


def test_that_an_interrupted_making_leaves_an_empty_file_that_opens(tmp_path: Path) -> None:
    (tmp_path / "a.gkdb").touch()
    Ledger.open(tmp_path / "a.gkdb").close()
    assert (tmp_path / "a.gkdb").stat().st_size > 0


def test_that_the_models_say_nothing_that_only_sqlite_knows() -> None:
    for table in METADATA.sorted_tables:
        CreateTable(table).compile(dialect=postgresql.dialect())
        for index in table.indexes:
            CreateIndex(index).compile(dialect=postgresql.dialect())


TASK = {
    "plan_id": 1,
    "position": 0,
    "no": "1",
    "path": ["重点领域", "预算公开"],
    "requirement": "公开预算。",
    "units_text": "县财政局",
    "open_ended": False,
    "deadline_text": "10月底前",
    "deadlines": [{"kind": "by", "date": "2022-10-31"}],
    "inline_deadlines": [],
    "origin": {"place": "表1", "row": 2, "fields": {}},
    "flags": [],
    "extra": [["备注", "无"]],
}


def test_that_a_ledger_of_the_first_schema_comes_along(tmp_path: Path) -> None:
    path = tmp_path / "old.gkdb"
    engine = make_engine(URL.create("sqlite", database=str(path)), 5)
    with for_writing(engine).begin() as connection:
        _make(connection, "0001")
        connection.execute(
            text("INSERT INTO stored_file (id, sha256, size, data) VALUES (1, 'ab', 1, x'41');")
        )
        _insert(
            connection,
            "plan",
            {"id": 1, "title": "要点", "year": 2022, "file_name": "a.docx", "file_id": 1}
            | {"imported_at": "2022-04-01 08:00:00.000000", "recognised": {}},
        )
        _insert(connection, "task", TASK | {"id": 7, "requirement": "公开预算和决算。", "initials": "ysgk"})
        line = {"batch": "b", "at": "2022-04-01 08:00:00.000000", "who": "王办事", "reason": ""}
        entry = line | {"entity": "task", "entity_id": 7}
        _insert(connection, "journal", entry | {"action": "导入", "old": None, "new": TASK})
        edited = {"old": {"requirement": "公开预算。"}, "new": {"requirement": "公开预算和决算。"}}
        _insert(connection, "journal", entry | {"action": "修改任务"} | edited)
    engine.dispose()
    ledger = Ledger.open(path)
    with ledger.read() as reading:
        (task,) = plans.tasks_of(reading, 1)
    assert (task.id, task.requirement, task.withdrawn) == (7, "公开预算和决算。", False)
    assert task.printed
    assert (task.printed.requirement, task.printed.extra) == ("公开预算。", (("备注", "无"),))
    ledger.close()


def test_that_recurring_checkpoints_of_the_second_schema_learn_their_series(tmp_path: Path) -> None:
    path = tmp_path / "old.gkdb"
    engine = make_engine(URL.create("sqlite", database=str(path)), 5)
    labels = (
        "按季度（第2季度）",
        "按月（6月）",
        "每半年（上半年）",
        "每旬（6月上旬）",
        "10月底前",
        "每两月（5—6月）",
    )
    with for_writing(engine).begin() as connection:
        _make(connection, "0002")
        connection.execute(
            text("INSERT INTO stored_file (id, sha256, size, data) VALUES (1, 'ab', 1, x'41');")
        )
        plan = {"id": 1, "title": "要点", "year": 2022, "file_name": "a.docx", "file_id": 1}
        _insert(connection, "plan", plan | {"imported_at": "2022-04-01 08:00:00.000000", "recognised": {}})
        _insert(connection, "task", TASK | {"id": 1, "initials": "ysgk"})
        unit = {"id": 1, "name": "县财政局", "kind": "县直部门", "confirmed": True, "position": 1}
        _insert(connection, "unit", unit | {"initials": "xczj"})
        duty = {"id": 1, "task_id": 1, "unit_id": 1, "role": "lead", "state": "open", "version": 1}
        _insert(connection, "duty", duty)
        for number, label in enumerate(labels, start=1):
            given = {"duty_id": 1, "due": f"2022-06-{number:02}", "label": label, "proposed": False}
            _insert(connection, "checkpoint", given)
    engine.dispose()
    ledger = Ledger.open(path)
    with ledger.read() as reading:
        found = [checkpoint.series for checkpoint in duties.checkpoints_of(reading, 1)]
    assert found == ["quarter", "month", "half-year", "10 days", "", "2 months"]
    ledger.close()


def test_that_an_older_ledger_is_backed_up_before_anything_in_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "old.gkdb"
    engine = make_engine(URL.create("sqlite", database=str(path)), 5)
    with for_writing(engine).begin() as connection:
        _make(connection, "0002")
    engine.dispose()
    open_workspace(path, "王办事").close()
    open_workspace(path, "王办事").close()
    (backup,) = backups_in(folder_of(path), path)
    assert (backup.reason, backups.contents(backup.path).revision) == (BEFORE_UPGRADE, "0002")


def _make(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    claim(connection)


def _insert(connection: Connection, table: str, values: dict[str, object]) -> None:
    plain = {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for key, value in values.items()
    }
    places = ", ".join(f":{key}" for key in plain)
    connection.execute(text(f"INSERT INTO {table} ({', '.join(plain)}) VALUES ({places})"), plain)
