"""Issued papers (督办文书): numbered without gaps, kept as issued; a voided one keeps its number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.store import files
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.mapping import to_notice
from gongkai_desktop.store.paper_tables import NoticeClockRow
from gongkai_desktop.store.tables import NoticeDutyRow, NoticeRow, StoredFileRow, UnitRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

_NOTICE = "督办文书"


def next_sequence(reading: Reading, kind: str, year: int) -> int:
    """The next free number of a kind of paper in a year, from 1; that of a voided paper stays taken.

    Inside a unit of work nobody else can take it: the transaction holds the write lock, and should a
    database server let two through, the table refuses the second.
    """
    last = reading.session.scalar(
        select(func.max(NoticeRow.sequence)).where(NoticeRow.kind == kind, NoticeRow.year == year)
    )
    return (last or 0) + 1


def next_issue(reading: Reading, kind: str, year: int) -> int:
    """The next free 期号 of a kind of paper in a year, by the same rules."""
    last = reading.session.scalar(
        select(func.max(NoticeRow.issue)).where(NoticeRow.kind == kind, NoticeRow.year == year)
    )
    return (last or 0) + 1


def add_notice(
    work: UnitOfWork,
    *,
    kind: str,
    year: int,
    sequence: int | None,
    number: str,
    unit_id: int | None,
    issued_on: date,
    reply_by: date | None,
    duty_ids: Collection[int],
    data: bytes,
    unit_name: str | None = None,
    clock_ids: Collection[int] = (),
    issue: int | None = None,
) -> Notice:
    """Keep an issued paper: its bytes, its number as printed (督〔2026〕3号) and what it is about.

    `unit_name` is what was printed: needed for a paper to all, which has no unit.
    """
    row = NoticeRow(
        kind=kind,
        year=year,
        sequence=sequence,
        number=number,
        unit_id=unit_id,
        unit_name=unit_name or get(work, UnitRow, unit_id or 0, "责任单位").name,
        issued_on=issued_on,
        reply_by=reply_by,
        file_id=files.keep(work, data),
        void_reason="",
        issue=issue,
    )
    work.session.add(row)
    work.session.flush()
    about, limits = tuple(dict.fromkeys(duty_ids)), tuple(dict.fromkeys(clock_ids))
    work.session.add_all(NoticeDutyRow(notice_id=row.id, duty_id=duty_id) for duty_id in about)
    work.session.add_all(NoticeClockRow(notice_id=row.id, clock_id=clock_id) for clock_id in limits)
    work.session.flush()
    return to_notice(row, about, files.sha256_of(data), limits)


def list_notices(
    reading: Reading, duty_id: int | None = None, until: date | None = None
) -> tuple[Notice, ...]:
    """Issued papers, newest first, voided ones too; only those about one duty, or issued until a day, where
    asked for: what was voided later was in force on that day.
    """
    wanted = (
        select(NoticeRow, StoredFileRow.sha256)
        .join(NoticeRow.file)
        .order_by(NoticeRow.issued_on.desc(), NoticeRow.id.desc())
    )
    duties: dict[int, list[int]] = defaultdict(list)
    limits: dict[int, list[int]] = defaultdict(list)
    for notice_id, about in reading.session.execute(
        select(NoticeDutyRow.notice_id, NoticeDutyRow.duty_id).order_by(NoticeDutyRow.id)
    ):
        duties[notice_id].append(about)
    for notice_id, about in reading.session.execute(
        select(NoticeClockRow.notice_id, NoticeClockRow.clock_id).order_by(NoticeClockRow.id)
    ):
        limits[notice_id].append(about)
    if until is not None:
        wanted = wanted.where(NoticeRow.issued_on <= until)
    return tuple(
        _as_of(to_notice(row, duties.get(row.id, ()), sha256, limits.get(row.id, ())), until)
        for row, sha256 in reading.session.execute(wanted)
        if duty_id is None or duty_id in duties.get(row.id, ())
    )


def _as_of(notice: Notice, day: date | None) -> Notice:
    if day is None or notice.voided_on is None or notice.voided_on <= day:
        return notice
    return replace(notice, voided_on=None, void_reason="")


def get_notice(reading: Reading, notice_id: int) -> Notice:
    """An issued paper. Raises InvalidInput when it is not there."""
    row = get(reading, NoticeRow, notice_id, _NOTICE)
    duties = select(NoticeDutyRow.duty_id).where(NoticeDutyRow.notice_id == notice_id)
    limits = select(NoticeClockRow.clock_id).where(NoticeClockRow.notice_id == notice_id)
    stored = get(reading, StoredFileRow, row.file_id, _NOTICE)
    session = reading.session
    return to_notice(
        row,
        session.scalars(duties.order_by(NoticeDutyRow.id)),
        stored.sha256,
        session.scalars(limits.order_by(NoticeClockRow.id)),
    )


def void(work: UnitOfWork, notice_id: int, on: date, reason: str) -> None:
    """Mark a paper as 已作废; its number and its bytes stay."""
    row = get(work, NoticeRow, notice_id, _NOTICE)
    row.voided_on, row.void_reason = on, reason
    work.session.flush()


def notice_bytes(reading: Reading, notice_id: int) -> bytes:
    """The paper as it was issued."""
    return files.content(reading, get(reading, NoticeRow, notice_id, _NOTICE).file_id)
