"""Delivery, replies, objections and voiding of issued papers; their statutory limits; calls noted."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; every paper issued so far is in force."""
    op.add_column("notice", sa.Column("voided_on", sa.Date(), nullable=True))
    op.add_column("notice", sa.Column("void_reason", sa.Text(), nullable=False, server_default=""))
    _of_notice("notice_clock", _link("clock_id"), unique=("notice_id", "clock_id"), indexed=("clock_id",))
    _of_notice(
        "notice_delivery",
        _link("unit_id"),
        _day("on_day"),
        *_text("way", "receiver"),
        unique=("notice_id", "unit_id"),
        indexed=("unit_id",),
    )
    _of_notice(
        "notice_reply",
        _link("unit_id"),
        _day("on_day"),
        *_text("text", "said_by"),
        indexed=("notice_id", "unit_id"),
    )
    _of_notice(
        "objection",
        _link("unit_id"),
        _link("duty_id", nullable=True),
        _link("clock_id", nullable=True),
        _day("raised_on"),
        *_text("text"),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        _day("settled_on", nullable=True),
        *_text("reason"),
        indexed=("notice_id", "unit_id", "duty_id", "clock_id"),
    )
    _table("call_note", _link("unit_id"), _day("on_day"), *_text("person", "text"), indexed=("unit_id",))


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _link(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _of_notice(
    name: str, *columns: sa.Column[Any], unique: tuple[str, ...] = (), indexed: tuple[str, ...]
) -> None:
    _table(name, _link("notice_id"), *columns, unique=unique, indexed=indexed)


def _table(
    name: str, *columns: sa.Column[Any], unique: tuple[str, ...] = (), indexed: tuple[str, ...]
) -> None:
    """A table whose columns `…_id` point to the table of that name."""
    pointers = [column.name for column in columns if column.name.endswith("_id")]
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint([key], [f"{key.removesuffix('_id')}.id"], name=f"fk_{name}_{key}")
            for key in pointers
        ),
        *([sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}")] if unique else []),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )
    for key in indexed:
        op.create_index(f"ix_{name}_{key}", name, [key])
