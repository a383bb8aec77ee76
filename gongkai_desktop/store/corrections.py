"""Corrections that are proposed again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from gongkai_desktop.domain.corrections import Key
from gongkai_desktop.store.tables import CorrectionRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork


def known_corrections(reading: Reading) -> dict[Key, str]:
    """Everything remembered."""
    return {key: row.value for key, row in _rows(reading).items()}


def remember(work: UnitOfWork, learned: Mapping[Key, str], refuted: Collection[Key]) -> None:
    """Keep what was learned, in place of what was known before; forget what was refuted."""
    rows = _rows(work)
    for key in refuted:
        if key in rows and key not in learned:
            work.session.delete(rows[key])
    for key, value in learned.items():
        if key in rows:
            rows[key].value = value
        else:
            work.session.add(CorrectionRow(kind=key.kind, layout=key.layout, phrase=key.phrase, value=value))
    work.session.flush()


def _rows(reading: Reading) -> dict[Key, CorrectionRow]:
    rows = reading.session.scalars(select(CorrectionRow))
    return {Key(row.kind, row.layout, row.phrase): row for row in rows}
