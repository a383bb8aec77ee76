"""Bringing a database up to date before it is used: a new one, an older one, one on a server."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, inspect

from gongkai_desktop.store import migrate
from gongkai_desktop.store.engine import application_id, claim, dangling, for_upgrade
from gongkai_desktop.store.ledger_file import APPLICATION_ID, checked_revision


def bring_up_to_date(engine: Engine, name: str, before_upgrade: Callable[[], object]) -> None:
    """Make the tables of the latest version; `before_upgrade` is called where there are older ones."""
    with engine.connect() as connection:
        found = _revision(connection, name)
    if found == migrate.LATEST:
        return
    if found is not None:
        before_upgrade()
    with for_upgrade(engine).begin() as connection:
        # Looked at again under the lock: another program may have done it meanwhile.
        if _revision(connection, name) != migrate.LATEST:
            sound = not dangling(connection)
            migrate.upgrade(connection)
            if sound and dangling(connection):
                raise RuntimeError("the upgrade of the schema lost rows that others point to")
            claim(connection)


def _revision(connection: Connection, name: str) -> str | None:
    found = migrate.revision(connection) if application_id(connection) == APPLICATION_ID else None
    return checked_revision(found, name, is_empty=not inspect(connection).get_table_names())
