"""The tables about what became of issued papers: delivery, replies, objections; and calls noted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gongkai_desktop.store.columns import Base, table_args
from gongkai_desktop.store.tables import DutyRecord, NoticeRow, UnitRow
from gongkai_desktop.store.time_tables import ClockRow


class NoticeClockRow(Base):
    """A statutory limit that a notice is about."""

    __tablename__ = "notice_clock"
    __table_args__ = table_args(UniqueConstraint("notice_id", "clock_id"))

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    clock_id: Mapped[int] = mapped_column(ForeignKey("clock.id"), index=True)

    notice: Mapped[NoticeRow] = relationship(lazy="raise")
    clock: Mapped[ClockRow] = relationship(lazy="raise")


class DeliveryRow(Base):
    """送达: how and when a unit got a paper, and who signed for it. A circular goes to many units."""

    __tablename__ = "notice_delivery"
    __table_args__ = table_args(UniqueConstraint("notice_id", "unit_id"))

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    on_day: Mapped[date]
    way: Mapped[str]
    receiver: Mapped[str]

    notice: Mapped[NoticeRow] = relationship(lazy="raise")
    unit: Mapped[UnitRow] = relationship(lazy="raise")


class ReplyRow(Base):
    """反馈: what a unit answered to a paper."""

    __tablename__ = "notice_reply"
    __table_args__ = table_args()

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    on_day: Mapped[date]
    text: Mapped[str]
    said_by: Mapped[str]

    notice: Mapped[NoticeRow] = relationship(lazy="raise")
    unit: Mapped[UnitRow] = relationship(lazy="raise")


class ObjectionRow(Base):
    """异议: what a unit disputes of a paper, as a whole or for one duty or limit, and what became of it."""

    __tablename__ = "objection"
    __table_args__ = table_args()

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    duty_id: Mapped[int | None] = mapped_column(ForeignKey("duty.id"), index=True)
    clock_id: Mapped[int | None] = mapped_column(ForeignKey("clock.id"), index=True)
    raised_on: Mapped[date]
    text: Mapped[str]
    accepted: Mapped[bool | None]
    """None while it is not settled."""
    settled_on: Mapped[date | None]
    reason: Mapped[str]

    notice: Mapped[NoticeRow] = relationship(lazy="raise")
    unit: Mapped[UnitRow] = relationship(lazy="raise")
    duty: Mapped[DutyRecord | None] = relationship(lazy="raise")
    clock: Mapped[ClockRow | None] = relationship(lazy="raise")


class CallNoteRow(Base):
    """催办记录: a call to a unit."""

    __tablename__ = "call_note"
    __table_args__ = table_args()

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    on_day: Mapped[date]
    person: Mapped[str]
    """Who was spoken to."""
    text: Mapped[str]

    unit: Mapped[UnitRow] = relationship(lazy="raise")
