"""Reading in plain SQL: what the first page needs is read by the driver alone, before SQLAlchemy is loaded.

Such statements are written for SQLite and PostgreSQL alike: days and JSON are asked for as text
(CAST … AS VARCHAR).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol


class Rows(Protocol):
    """One consistent view of a ledger that answers plain statements."""

    def rows(self, statement: str, **values: object) -> Sequence[tuple[Any, ...]]:
        """The rows as the driver hands them over; `:name` in the statement stands for a value."""
        ...


class Days(dict[str, date]):
    """Dates by their text: a ledger has very many dates, but few different ones."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day
