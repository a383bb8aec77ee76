"""Finding one row by its id, or saying that it is gone."""

from __future__ import annotations

from typing import TypeVar

from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.store.columns import Base
from gongkai_desktop.store.unit_of_work import Reading

Row = TypeVar("Row", bound=Base)


def get(reading: Reading, table: type[Row], row_id: int, what: str) -> Row:
    """The row with this id; raises InvalidInput, naming it by the clerk's word, when it is gone."""
    row = reading.session.get(table, row_id)
    if row is None:
        raise missing(what)
    return row


def missing(what: str) -> InvalidInput:
    """What to say about a thing that is not in the ledger (any more)."""
    return InvalidInput(f"台账里找不到这项{what}。", "它可能已被撤销或删除，请按 F5 刷新后再试。")
