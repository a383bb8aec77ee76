"""Reviews put aside, with the bytes of their files; unlike imported files they go when the review goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.tables import ReviewDraftFileRow, ReviewDraftRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True)
class DraftFile:
    """One file of a draft; `content` is what the service makes of it."""

    file_name: str
    content: Mapping[str, Any]
    data: bytes


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A draft without the bytes of its files."""

    id: int
    saved_at: datetime
    who: str
    file_names: tuple[str, ...]
    contents: tuple[Mapping[str, Any], ...]


def add_draft(work: UnitOfWork, files: Sequence[DraftFile]) -> int:
    """Store a draft; hands back its id."""
    row = ReviewDraftRow(saved_at=work.action.at, who=work.action.who)
    work.session.add(row)
    work.session.flush()
    work.session.add_all(
        ReviewDraftFileRow(
            draft_id=row.id,
            position=position,
            file_name=file.file_name,
            content=dict(file.content),
            data=file.data,
        )
        for position, file in enumerate(files)
    )
    work.session.flush()
    return row.id


def list_drafts(reading: Reading) -> tuple[DraftHead, ...]:
    """All drafts, newest first."""
    rows = reading.session.scalars(
        select(ReviewDraftRow).order_by(ReviewDraftRow.saved_at.desc(), ReviewDraftRow.id.desc())
    )
    return tuple(_head(row, _files(reading, row.id)) for row in rows.all())


def files_of(reading: Reading, draft_id: int) -> tuple[DraftFile, ...]:
    """The files of a draft in their order. Raises InvalidInput when the draft is gone."""
    get(reading, ReviewDraftRow, draft_id, "核对")
    rows = _files(reading, draft_id, with_bytes=True)
    return tuple(DraftFile(row.file_name, row.content, row.data) for row in rows)


def remove_draft(work: UnitOfWork, draft_id: int) -> None:
    """Delete a draft with its files; one that is gone already is no mistake."""
    for file in _files(work, draft_id):
        work.session.delete(file)
    work.session.flush()
    row = work.session.get(ReviewDraftRow, draft_id)
    if row is not None:
        work.session.delete(row)
    work.session.flush()


def _head(row: ReviewDraftRow, files: Sequence[ReviewDraftFileRow]) -> DraftHead:
    names = tuple(file.file_name for file in files)
    return DraftHead(row.id, row.saved_at, row.who, names, tuple(file.content for file in files))


def _files(reading: Reading, draft_id: int, *, with_bytes: bool = False) -> Sequence[ReviewDraftFileRow]:
    wanted = select(ReviewDraftFileRow).where(ReviewDraftFileRow.draft_id == draft_id)
    if with_bytes:
        wanted = wanted.options(undefer(ReviewDraftFileRow.data))
    return reading.session.scalars(wanted.order_by(ReviewDraftFileRow.position)).all()
