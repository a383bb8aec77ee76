"""Holiday schedules, local days, moved dates, events of duties, statutory clocks; series of checkpoints."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and say of each checkpoint of what series it is."""
    op.add_column("checkpoint", sa.Column("series", sa.String(length=32), nullable=False, server_default=""))
    _calendar()
    _checkpoints()
    _clock_templates()
    _clocks()
    _fill_series()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _calendar() -> None:
    op.create_table(
        "holiday_schedule",
        _id(),
        sa.Column("year", sa.Integer(), nullable=False),
        *_text("number", "text"),
        sa.Column("holidays", sa.JSON(), nullable=False),
        sa.Column("make_up_days", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_holiday_schedule"),
        sa.UniqueConstraint("year", name="uq_holiday_schedule_year"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "local_days",
        _id(),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        *_text("name", "reason"),
        sa.PrimaryKeyConstraint("id", name="pk_local_days"),
        sqlite_autoincrement=True,
    )


def _checkpoints() -> None:
    op.create_table(
        "checkpoint_move",
        _id(),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("checkpoint_id", sa.Integer(), nullable=True),
        sa.Column("old_due", sa.Date(), nullable=False),
        sa.Column("new_due", sa.Date(), nullable=False),
        *_text("reason", "approver"),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoint.id"], name="fk_checkpoint_move_checkpoint_id"
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_checkpoint_move_duty_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checkpoint_move"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checkpoint_move_checkpoint_id", "checkpoint_move", ["checkpoint_id"])
    op.create_index("ix_checkpoint_move_duty_id", "checkpoint_move", ["duty_id"])
    op.create_table(
        "duty_event",
        _id(),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("checkpoint_id", sa.Integer(), nullable=True),
        *_text("name"),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_time", sa.String(length=5), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        *_text("evidence"),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name="fk_duty_event_checkpoint_id"),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_duty_event_duty_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duty_event_checkpoint_id", "duty_event", ["checkpoint_id"])
    op.create_index("ix_duty_event_duty_id", "duty_event", ["duty_id"])


def _clock_templates() -> None:
    op.create_table(
        "clock_template",
        _id(),
        sa.Column("key", sa.String(length=64), nullable=False),
        *_text("name"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        *_text("trigger"),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("month_day", sa.String(length=5), nullable=True),
        sa.Column("moves_on", sa.Boolean(), nullable=False),
        *_text("pause_rule", "reset_rule", "article"),
        sa.Column("verified", sa.Boolean(), nullable=False),
        *_text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_clock_template"),
        sa.UniqueConstraint("key", name="uq_clock_template_key"),
        sqlite_autoincrement=True,
    )


def _clocks() -> None:
    op.create_table(
        "clock",
        _id(),
        sa.Column("template_key", sa.String(length=64), nullable=False),
        *_text("name"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("moves_on", sa.Boolean(), nullable=False),
        *_text("article", "matter", "number", "party"),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("started_time", sa.String(length=5), nullable=True),
        sa.Column("wheel_year", sa.Integer(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("finished_time", sa.String(length=5), nullable=True),
        *_text("url", "note"),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_clock_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clock"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clock_unit_id", "clock", ["unit_id"])
    op.create_index("ix_clock_template_key_wheel_year", "clock", ["template_key", "wheel_year"])
    op.create_table(
        "clock_event",
        _id(),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at_time", sa.String(length=5), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        *_text("reason", "approver"),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name="fk_clock_event_clock_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clock_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clock_event_clock_id", "clock_event", ["clock_id"])


_SERIES = (
    (re.compile(r"（\d+月[上中下]旬）$"), "10 days"),
    (re.compile(r"（\d+月[上下]半月）$"), "half-month"),
    (re.compile(r"（\d+—\d+月）$"), "2 months"),
    (re.compile(r"（\d+月）$"), "month"),
    (re.compile(r"（第\d季度）$"), "quarter"),
    (re.compile(r"（[上下]半年）$"), "half-year"),
)
"""How the labels of recurring checkpoints end that were made before series were kept."""


def _fill_series() -> None:
    bind = op.get_bind()
    checkpoint = sa.table("checkpoint", *map(sa.column, ("id", "label", "series")))
    found: dict[str, list[int]] = {}
    for row_id, label in bind.execute(sa.select(checkpoint.c.id, checkpoint.c.label)):
        for form, series in _SERIES:
            if form.search(label):
                found.setdefault(series, []).append(row_id)
                break
    statement = (
        sa.update(checkpoint)
        .where(checkpoint.c.id == sa.bindparam("row"))
        .values(series=sa.bindparam("is_of"))
    )
    for series, ids in found.items():
        bind.execute(statement, [{"row": row_id, "is_of": series} for row_id in ids])
