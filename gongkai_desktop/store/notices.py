"""Issued papers (督办文书): numbered without gaps, kept as issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.store import files
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.mapping import to_notice
from gongkai_desktop.store.tables import NoticeDutyRow, NoticeRow, StoredFileRow, UnitRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork


def next_sequence(reading: Reading, kind: str, year: int) -> int:
    """The next free number of a kind of paper in a year, from 1.

    Inside a unit of work nobody else can take it: the transaction holds the write lock, and should a
    database server let two through, the table refuses the second.
    """
    last = reading.session.scalar(
        select(func.max(NoticeRow.sequence)).where(NoticeRow.kind == kind, NoticeRow.year == year)
    )
    return (last or 0) + 1


def add_notice(
    work: UnitOfWork,
    *,
    kind: str,
    year: int,
    sequence: int,
    number: str,
    unit_id: int,
    issued_on: date,
    reply_by: date | None,
    duty_ids: Collection[int],
    data: bytes,
    unit_name: str | None = None,
) -> Notice:
    """Keep an issued paper: its bytes, its number as printed (督〔2026〕3号) and the duties it is about.

    `unit_name` is what was printed where that is not the name of the unit: a paper to many units.
    """
    row = NoticeRow(
        kind=kind,
        year=year,
        sequence=sequence,
        number=number,
        unit_id=unit_id,
        unit_name=unit_name or get(work, UnitRow, unit_id, "责任单位").name,
        issued_on=issued_on,
        reply_by=reply_by,
        file_id=files.keep(work, data),
    )
    work.session.add(row)
    work.session.flush()
    about = tuple(dict.fromkeys(duty_ids))
    work.session.add_all(NoticeDutyRow(notice_id=row.id, duty_id=duty_id) for duty_id in about)
    work.session.flush()
    return to_notice(row, about, files.sha256_of(data))


def list_notices(
    reading: Reading, duty_id: int | None = None, until: date | None = None
) -> tuple[Notice, ...]:
    """Issued papers, newest first; only those about one duty, or issued until a day, where asked for."""
    wanted = (
        select(NoticeRow, StoredFileRow.sha256)
        .join(NoticeRow.file)
        .order_by(NoticeRow.issued_on.desc(), NoticeRow.id.desc())
    )
    duties: dict[int, list[int]] = defaultdict(list)
    for notice_id, about in reading.session.execute(
        select(NoticeDutyRow.notice_id, NoticeDutyRow.duty_id).order_by(NoticeDutyRow.id)
    ):
        duties[notice_id].append(about)
    if until is not None:
        wanted = wanted.where(NoticeRow.issued_on <= until)
    return tuple(
        to_notice(row, duties[row.id], sha256)
        for row, sha256 in reading.session.execute(wanted)
        if duty_id is None or duty_id in duties[row.id]
    )


def notice_bytes(reading: Reading, notice_id: int) -> bytes:
    """The paper as it was issued."""
    return files.content(reading, get(reading, NoticeRow, notice_id, "督办文书").file_id)
