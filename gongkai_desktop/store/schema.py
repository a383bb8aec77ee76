"""All tables of a ledger in one place: whoever needs every one of them imports this module."""

from __future__ import annotations

from gongkai_desktop.store import paper_tables, tables, time_tables
from gongkai_desktop.store.columns import Base

TABLE_MODULES = (tables, time_tables, paper_tables)
"""A new module of tables is named here; else migrations, undo and journal would not know its tables."""

METADATA = Base.metadata
"""Complete here only."""
