"""The tables about time: holiday schedules, local days, moved dates, events, statutory clocks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gongkai_desktop.domain.limits import LimitUnit
from gongkai_desktop.store.columns import Base, table_args
from gongkai_desktop.store.tables import CheckpointRecord, DutyRecord, UnitRow


class HolidayScheduleRow(Base):
    """The announced schedule of a year (放假通知), entered by the clerk."""

    __tablename__ = "holiday_schedule"
    __table_args__ = table_args(UniqueConstraint("year"))

    year: Mapped[int]
    number: Mapped[str]
    """文号 of the notice."""
    text: Mapped[str]
    """The notice's words, as pasted."""
    holidays: Mapped[list[Any]]
    """[name, first day, last day] of each holiday."""
    make_up_days: Mapped[list[Any]]


class LocalDaysRow(Base):
    """Days on which this place rests or works against the national calendar (民族节日, 停工)."""

    __tablename__ = "local_days"
    __table_args__ = table_args()

    first: Mapped[date]
    last: Mapped[date]
    working: Mapped[bool]
    name: Mapped[str]
    reason: Mapped[str]


class CheckpointMoveRow(Base):
    """改期: the old date of a checkpoint with the reason and who approved it."""

    __tablename__ = "checkpoint_move"
    __table_args__ = table_args()

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"), index=True)
    checkpoint_id: Mapped[int | None] = mapped_column(ForeignKey("checkpoint.id"), index=True)
    old_due: Mapped[date]
    new_due: Mapped[date]
    reason: Mapped[str]
    approver: Mapped[str]
    moved_at: Mapped[datetime]

    duty: Mapped[DutyRecord] = relationship(lazy="raise")
    checkpoint: Mapped[CheckpointRecord | None] = relationship(lazy="raise")


class DutyEventRow(Base):
    """An event that starts a limit of a duty, with the limit and the checkpoint it gave."""

    __tablename__ = "duty_event"
    __table_args__ = table_args()

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"), index=True)
    checkpoint_id: Mapped[int | None] = mapped_column(ForeignKey("checkpoint.id"), index=True)
    name: Mapped[str]
    happened_on: Mapped[date]
    happened_time: Mapped[str | None] = mapped_column(String(5))
    """HH:MM where the limit counts hours."""
    amount: Mapped[int]
    unit: Mapped[LimitUnit] = mapped_column(String(16))
    evidence: Mapped[str]

    duty: Mapped[DutyRecord] = relationship(lazy="raise")
    checkpoint: Mapped[CheckpointRecord | None] = relationship(lazy="raise")


class ClockTemplateRow(Base):
    """A statutory rule of the clerk's own, or a built-in one as the clerk has changed it (same key)."""

    __tablename__ = "clock_template"
    __table_args__ = table_args(UniqueConstraint("key"))

    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    trigger: Mapped[str]
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(16))
    month_day: Mapped[str | None] = mapped_column(String(5))
    """MM-DD of a fixed date in the year."""
    moves_on: Mapped[bool]
    """Whether a last day on a rest day moves to the next working day."""
    pause_rule: Mapped[str]
    reset_rule: Mapped[str]
    article: Mapped[str]
    verified: Mapped[bool]
    """已核 / 待核."""
    note: Mapped[str]


class ClockRow(Base):
    """A running statutory limit. It keeps the rule it was started under: laws and templates change."""

    __tablename__ = "clock"
    __table_args__ = table_args(Index(None, "template_key", "wheel_year"))

    template_key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(16))
    moves_on: Mapped[bool]
    article: Mapped[str]
    matter: Mapped[str]
    number: Mapped[str]
    """文号 of the decision the limit runs from."""
    party: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """None: this office itself."""
    started_on: Mapped[date]
    started_time: Mapped[str | None] = mapped_column(String(5))
    wheel_year: Mapped[int | None]
    """The year whose wheel of legal dates made it."""
    finished_on: Mapped[date | None]
    finished_time: Mapped[str | None] = mapped_column(String(5))
    url: Mapped[str]
    note: Mapped[str]
    cancelled: Mapped[bool]

    of_unit: Mapped[UnitRow | None] = relationship(lazy="raise")


class ClockEventRow(Base):
    """What happened to a running limit: paused, resumed, started anew, prolonged."""

    __tablename__ = "clock_event"
    __table_args__ = table_args()

    clock_id: Mapped[int] = mapped_column(ForeignKey("clock.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    on_day: Mapped[date]
    at_time: Mapped[str | None] = mapped_column(String(5))
    amount: Mapped[int | None]
    """By how much it was prolonged."""
    reason: Mapped[str]
    approver: Mapped[str]

    clock: Mapped[ClockRow] = relationship(lazy="raise")
