"""Statutory limits: the clerk's own rules and the running instances with what happened to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from enum import Enum
from typing import Any

from sqlalchemy import select

from gongkai_desktop.domain.clocks import Clock, ClockEvent, ClockKind, ClockTemplate, Happening
from gongkai_desktop.domain.ledger import JournalEntry
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.mapping import to_entry
from gongkai_desktop.store.tables import JournalRow
from gongkai_desktop.store.time_tables import ClockEventRow, ClockRow, ClockTemplateRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

_CLOCK = "法定时限"
_TEMPLATE_FIELDS = (
    "key",
    "name",
    "kind",
    "trigger",
    "amount",
    "unit",
    "month_day",
    "moves_on",
    "pause_rule",
    "reset_rule",
    "article",
    "verified",
    "note",
)
_CLOCK_FIELDS = tuple(key for key in Clock.__dataclass_fields__ if key not in ("id", "events"))


def own_templates(reading: Reading) -> tuple[ClockTemplate, ...]:
    """The rules the clerk has made or changed, in the order of their making."""
    rows = reading.session.scalars(select(ClockTemplateRow).order_by(ClockTemplateRow.id))
    return tuple(
        ClockTemplate(**{key: getattr(row, key) for key in _TEMPLATE_FIELDS} | {"kind": ClockKind(row.kind)})
        for row in rows
    )


def save_template(work: UnitOfWork, template: ClockTemplate) -> None:
    """Keep a rule, in place of the one with the same key."""
    row = _own(work, template.key) or ClockTemplateRow()
    for key in _TEMPLATE_FIELDS:
        setattr(row, key, getattr(template, key))
    row.kind = template.kind.value
    work.session.add(row)
    work.session.flush()


def remove_template(work: UnitOfWork, key: str) -> None:
    """Forget the clerk's own rule with this key; nothing happens where there is none."""
    row = _own(work, key)
    if row is not None:
        work.session.delete(row)
        work.session.flush()


def list_clocks(reading: Reading, ids: Collection[int] | None = None) -> tuple[Clock, ...]:
    """The limits, cancelled ones too, in the order they were started; `ids` wants only these."""
    events: dict[int, list[ClockEvent]] = defaultdict(list)
    for event in reading.session.scalars(select(ClockEventRow).order_by(ClockEventRow.id)):
        events[event.clock_id].append(_to_event(event))
    rows = reading.session.scalars(select(ClockRow).order_by(ClockRow.id))
    return tuple(_to_clock(row, events.get(row.id, ())) for row in rows if ids is None or row.id in ids)


def get_clock(reading: Reading, clock_id: int) -> Clock:
    """A limit. Raises InvalidInput when it is gone."""
    row = get(reading, ClockRow, clock_id, _CLOCK)
    wanted = select(ClockEventRow).where(ClockEventRow.clock_id == clock_id).order_by(ClockEventRow.id)
    return _to_clock(row, [_to_event(event) for event in reading.session.scalars(wanted)])


def add_clocks(work: UnitOfWork, clocks: Iterable[Clock]) -> list[int]:
    """Start limits; hands back their ids."""
    rows = []
    for clock in clocks:
        values = {key: getattr(clock, key) for key in _CLOCK_FIELDS}
        rows.append(ClockRow(**values | {"kind": clock.kind.value}))
    work.session.add_all(rows)
    work.session.flush()
    return [row.id for row in rows]


def change_clock(work: UnitOfWork, clock_id: int, **values: Any) -> None:
    """Change fields of a limit."""
    row = get(work, ClockRow, clock_id, _CLOCK)
    for key, value in values.items():
        setattr(row, key, value.value if isinstance(value, Enum) else value)
    work.session.flush()


def add_event(work: UnitOfWork, clock_id: int, event: ClockEvent) -> None:
    """Keep what happened to a limit."""
    values = asdict(event)
    work.session.add(
        ClockEventRow(
            clock_id=clock_id,
            kind=event.kind.value,
            on_day=event.on,
            at_time=event.time,
            **{key: values[key] for key in ("amount", "reason", "approver")},
        )
    )
    work.session.flush()


def history_of(reading: Reading, clock_id: int) -> tuple[JournalEntry, ...]:
    """The journal of a limit and of its events, newest first."""
    events = select(ClockEventRow.id).where(ClockEventRow.clock_id == clock_id)
    of_clock = (JournalRow.entity == "clock") & (JournalRow.entity_id == clock_id)
    of_events = (JournalRow.entity == "clock_event") & JournalRow.entity_id.in_(events)
    rows = reading.session.scalars(
        select(JournalRow).where(of_clock | of_events).order_by(JournalRow.id.desc())
    )
    return tuple(to_entry(row) for row in rows)


def _own(work: UnitOfWork, key: str) -> ClockTemplateRow | None:
    return work.session.scalars(select(ClockTemplateRow).where(ClockTemplateRow.key == key)).one_or_none()


def _to_clock(row: ClockRow, events: Sequence[ClockEvent]) -> Clock:
    values = {key: getattr(row, key) for key in _CLOCK_FIELDS}
    return Clock(id=row.id, events=tuple(events), **values | {"kind": ClockKind(row.kind)})


def _to_event(row: ClockEventRow) -> ClockEvent:
    return ClockEvent(
        Happening(row.kind), row.on_day, row.at_time, row.amount, row.reason, row.approver, row.id
    )
