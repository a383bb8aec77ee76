"""Delivery, replies and objections of issued papers, and calls noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from gongkai_desktop.domain.supervision import CallNote, Objection, PaperDelivery, PaperReply
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.paper_tables import (
    CallNoteRow,
    DeliveryRow,
    NoticeClockRow,
    ObjectionRow,
    ReplyRow,
)
from gongkai_desktop.store.tables import DutyRecord, NoticeDutyRow, NoticeRow
from gongkai_desktop.store.time_tables import ClockRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork


def list_deliveries(reading: Reading, until: date | None = None) -> tuple[PaperDelivery, ...]:
    """All deliveries by day."""
    rows = reading.session.scalars(select(DeliveryRow).order_by(DeliveryRow.on_day, DeliveryRow.id))
    return tuple(
        PaperDelivery(row.id, row.notice_id, row.unit_id, row.on_day, row.way, row.receiver)
        for row in rows
        if until is None or row.on_day <= until
    )


def set_delivery(work: UnitOfWork, notice_id: int, unit_id: int, on: date, way: str, receiver: str) -> None:
    """Keep that a unit got a paper, in place of what was known about it."""
    wanted = select(DeliveryRow).where(DeliveryRow.notice_id == notice_id, DeliveryRow.unit_id == unit_id)
    row = work.session.scalars(wanted).one_or_none() or DeliveryRow(notice_id=notice_id, unit_id=unit_id)
    row.on_day, row.way, row.receiver = on, way, receiver
    work.session.add(row)
    work.session.flush()


def list_replies(reading: Reading, until: date | None = None) -> tuple[PaperReply, ...]:
    """All replies by day."""
    rows = reading.session.scalars(select(ReplyRow).order_by(ReplyRow.on_day, ReplyRow.id))
    return tuple(
        PaperReply(row.id, row.notice_id, row.unit_id, row.on_day, row.text, row.said_by)
        for row in rows
        if until is None or row.on_day <= until
    )


def add_reply(work: UnitOfWork, notice_id: int, unit_id: int, on: date, text: str, said_by: str) -> None:
    """Keep a unit's answer."""
    work.session.add(ReplyRow(notice_id=notice_id, unit_id=unit_id, on_day=on, text=text, said_by=said_by))
    work.session.flush()


def list_objections(reading: Reading, until: date | None = None) -> tuple[Objection, ...]:
    """All objections by day, as they stood on a day: what was settled later was open then."""
    rows = reading.session.scalars(select(ObjectionRow).order_by(ObjectionRow.raised_on, ObjectionRow.id))
    return tuple(_to_objection(row, until) for row in rows if until is None or row.raised_on <= until)


def get_objection(reading: Reading, objection_id: int) -> Objection:
    """An objection. Raises InvalidInput when it is gone."""
    return _to_objection(get(reading, ObjectionRow, objection_id, "异议"), None)


def add_objections(work: UnitOfWork, objections: Sequence[Objection]) -> None:
    """Keep what units dispute; the ids are given by the ledger."""
    work.session.add_all(
        ObjectionRow(
            notice_id=one.notice_id,
            unit_id=one.unit_id,
            duty_id=one.duty_id,
            clock_id=one.clock_id,
            raised_on=one.raised_on,
            text=one.text,
            accepted=one.accepted,
            settled_on=one.settled_on,
            reason=one.reason,
        )
        for one in objections
    )
    work.session.flush()


def settle_objection(work: UnitOfWork, objection_id: int, accepted: bool, on: date, reason: str) -> None:
    """Say what became of an objection."""
    row = get(work, ObjectionRow, objection_id, "异议")
    row.accepted, row.settled_on, row.reason = accepted, on, reason
    work.session.flush()


def list_calls(reading: Reading, until: date | None = None) -> tuple[CallNote, ...]:
    """All calls noted, newest first."""
    rows = reading.session.scalars(
        select(CallNoteRow).order_by(CallNoteRow.on_day.desc(), CallNoteRow.id.desc())
    )
    return tuple(
        CallNote(row.id, row.unit_id, row.on_day, row.person, row.text)
        for row in rows
        if until is None or row.on_day <= until
    )


def add_call(work: UnitOfWork, unit_id: int, on: date, person: str, text: str) -> None:
    """Keep a call."""
    work.session.add(CallNoteRow(unit_id=unit_id, on_day=on, person=person, text=text))
    work.session.flush()


def named_units(reading: Reading) -> Mapping[int, frozenset[int]]:
    """The units that every paper to all names, by paper: those of its duties and limits."""
    to_all = select(NoticeRow.id).where(NoticeRow.unit_id.is_(None)).scalar_subquery()
    found: dict[int, set[int]] = defaultdict(set)
    for link, owner, key in (
        (NoticeDutyRow, DutyRecord, NoticeDutyRow.duty_id),
        (NoticeClockRow, ClockRow, NoticeClockRow.clock_id),
    ):
        wanted = select(link.notice_id, owner.unit_id).join(owner, owner.id == key)
        for notice_id, unit_id in reading.session.execute(wanted.where(link.notice_id.in_(to_all))):
            if unit_id is not None:
                found[notice_id].add(unit_id)
    return {notice_id: frozenset(units) for notice_id, units in found.items()}


def is_named(reading: Reading, unit_id: int) -> bool:
    """Whether a paper's tracking or a call names a unit."""
    session = reading.session
    return any(
        session.scalars(select(table.id).where(table.unit_id == unit_id).limit(1)).first() is not None
        for table in (DeliveryRow, ReplyRow, ObjectionRow, CallNoteRow)
    )


def hand_over(work: UnitOfWork, unit_id: int, into_id: int) -> None:
    """Let all that one unit got, answered, disputed and was told belong to another."""
    session = work.session
    signed = set(session.scalars(select(DeliveryRow.notice_id).where(DeliveryRow.unit_id == into_id)))
    for delivery in session.scalars(select(DeliveryRow).where(DeliveryRow.unit_id == unit_id)).all():
        if delivery.notice_id in signed:
            session.delete(delivery)
        else:
            delivery.unit_id = into_id
    for reply in session.scalars(select(ReplyRow).where(ReplyRow.unit_id == unit_id)):
        reply.unit_id = into_id
    for objection in session.scalars(select(ObjectionRow).where(ObjectionRow.unit_id == unit_id)):
        objection.unit_id = into_id
    for call in session.scalars(select(CallNoteRow).where(CallNoteRow.unit_id == unit_id)):
        call.unit_id = into_id
    session.flush()


def hand_over_duty(work: UnitOfWork, duty_id: int, into_id: int) -> None:
    """Let objections about a duty be about another."""
    for row in work.session.scalars(select(ObjectionRow).where(ObjectionRow.duty_id == duty_id)):
        row.duty_id = into_id
    work.session.flush()


def _to_objection(row: ObjectionRow, until: date | None) -> Objection:
    settled = row.settled_on is not None and (until is None or row.settled_on <= until)
    return Objection(
        id=row.id,
        notice_id=row.notice_id,
        unit_id=row.unit_id,
        duty_id=row.duty_id,
        clock_id=row.clock_id,
        raised_on=row.raised_on,
        text=row.text,
        accepted=row.accepted if settled else None,
        settled_on=row.settled_on if settled else None,
        reason=row.reason if settled else "",
    )
