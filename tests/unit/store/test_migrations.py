"""The schema made by migrations is the schema of the models, on SQLite and elsewhere."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from gongkai_desktop.store import migrate
from gongkai_desktop.store.ledger import Ledger
from gongkai_desktop.store.tables import Base


def test_that_migrating_gives_exactly_the_models(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "a.gkdb")
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


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
    for table in Base.metadata.sorted_tables:
        CreateTable(table).compile(dialect=postgresql.dialect())
        for index in table.indexes:
            CreateIndex(index).compile(dialect=postgresql.dialect())
