"""What all tables are made of: the base class, moments in time, JSON, ids that are never reused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from gongkai_desktop.domain.limits import CHINA_TIME

NOT_JOURNALLED = {"journal": False}


class Instant(TypeDecorator[datetime]):
    """A moment: kept in UTC without a zone, so that it sorts; comes back in the country's official time."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a moment without a zone is refused, because nobody could tell when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back to official time."""
        return value.replace(tzinfo=UTC).astimezone(CHINA_TIME) if value else None


Json = JSON(none_as_null=True)


class Base(DeclarativeBase):
    """All tables of a ledger."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - the name and form are SQLAlchemy's
        str: Text,
        datetime: Instant,
        list[Any]: Json,
        dict[str, Any]: Json,
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def table_args(*items: SchemaItem) -> tuple[Any, ...]:
    """Constraints of a table, with ids that are never reused."""
    return (*items, {"sqlite_autoincrement": True})
