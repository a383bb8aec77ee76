"""Stored files: the bytes of every imported document and issued paper, once per content, for good."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from gongkai_desktop.store.tables import StoredFileRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork


def sha256_of(data: bytes) -> str:
    """The hash under which bytes are kept."""
    return hashlib.sha256(data).hexdigest()


def keep(work: UnitOfWork, data: bytes) -> int:
    """Store bytes unless the same ones are there already; hands back the file's id."""
    sha256 = sha256_of(data)
    found = work.session.scalar(select(StoredFileRow.id).where(StoredFileRow.sha256 == sha256))
    if found is not None:
        return found
    row = StoredFileRow(sha256=sha256, size=len(data), data=data)
    work.session.add(row)
    work.session.flush()
    return row.id


def content(reading: Reading, file_id: int) -> bytes:
    """The bytes of a stored file."""
    return reading.session.scalars(select(StoredFileRow.data).where(StoredFileRow.id == file_id)).one()
