"""From rows to the frozen values of the domain: nothing of the ORM leaves the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gongkai_desktop.domain.deadline import deadline_from_json
from gongkai_desktop.domain.ledger import (
    Checkpoint,
    CheckpointMove,
    Duty,
    DutyEvent,
    DutyState,
    Evidence,
    Group,
    JournalEntry,
    Notice,
    Plan,
    Printed,
    Progress,
    Task,
    Unit,
    UnitKind,
)
from gongkai_desktop.domain.recognised import Flag, Role
from gongkai_desktop.store.tables import (
    CheckpointRecord,
    DutyRecord,
    EvidenceRow,
    GroupMemberRow,
    GroupRow,
    JournalRow,
    NoticeRow,
    PlanRow,
    ProgressRow,
    TaskRow,
    UnitRow,
)
from gongkai_desktop.store.time_tables import CheckpointMoveRow, DutyEventRow

PRINTED = ("no", "path", "requirement", "units_text", "deadline_text", "extra")
"""The columns of a task that are also kept as they were recognised."""


def to_plan(row: PlanRow, sha256: str, task_count: int) -> Plan:
    """A plan with the hash of its file and the number of its tasks."""
    return Plan(
        id=row.id,
        title=row.title,
        issuer=row.issuer,
        number=row.number,
        document_date=row.document_date,
        place=row.place,
        year=row.year,
        file_name=row.file_name,
        sha256=sha256,
        imported_at=row.imported_at,
        task_count=task_count,
    )


def to_task(row: TaskRow, items: Iterable[str]) -> Task:
    """A task with its items."""
    return Task(
        id=row.id,
        plan_id=row.plan_id,
        position=row.position,
        no=row.no,
        path=tuple(row.path),
        requirement=row.requirement,
        items=tuple(items),
        units_text=row.units_text,
        deadline_text=row.deadline_text,
        deadlines=tuple(deadline_from_json(data) for data in row.deadlines),
        origin=f"{row.origin['place']} 第{row.origin['row']}行".strip(),
        flags=tuple(
            Flag(flag["field"], flag["reason"], tuple(flag.get("choices", ()))) for flag in row.flags
        ),
        extra=tuple((title, text) for title, text in row.extra),
        printed=to_printed(row.printed) if row.printed else None,
        withdrawn=row.withdrawn,
    )


def to_printed(kept: Mapping[str, Any]) -> Printed:
    """What the document printed for a task."""
    no, path, requirement, units_text, deadline_text, extra = (kept[key] for key in PRINTED)
    pairs = tuple((title, text) for title, text in extra)
    return Printed(no, tuple(path), requirement, units_text, deadline_text, pairs)


def to_unit(row: UnitRow, aliases: Iterable[str]) -> Unit:
    """A unit with its other names."""
    return Unit(
        id=row.id,
        name=row.name,
        kind=UnitKind(row.kind),
        aliases=tuple(aliases),
        confirmed=row.confirmed,
        position=row.position,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def to_group(row: GroupRow, members: Sequence[GroupMemberRow]) -> Group:
    """A group with its exceptions."""
    return Group(
        id=row.id,
        phrase=row.phrase,
        kinds=tuple(UnitKind(kind) for kind in row.kinds),
        include=tuple(member.unit_id for member in members if member.included),
        exclude=tuple(member.unit_id for member in members if not member.included),
        confirmed=row.confirmed,
    )


def to_duty(row: DutyRecord) -> Duty:
    """A duty as stored."""
    return Duty(
        id=row.id,
        task_id=row.task_id,
        unit_id=row.unit_id,
        role=Role(row.role),
        state=DutyState(row.state),
        completed_on=row.completed_on,
        via=row.via,
        version=row.version,
    )


def to_checkpoint(row: CheckpointRecord) -> Checkpoint:
    """A checkpoint as stored."""
    return Checkpoint(row.id, row.duty_id, row.due, row.label, row.proposed, row.done_on, row.series)


def to_move(row: CheckpointMoveRow) -> CheckpointMove:
    """A moved date."""
    return CheckpointMove(
        row.id,
        row.duty_id,
        row.checkpoint_id,
        row.old_due,
        row.new_due,
        row.reason,
        row.approver,
        row.moved_at,
    )


def to_event(row: DutyEventRow) -> DutyEvent:
    """An event of a duty."""
    return DutyEvent(
        id=row.id,
        duty_id=row.duty_id,
        checkpoint_id=row.checkpoint_id,
        name=row.name,
        happened_on=row.happened_on,
        amount=row.amount,
        unit=row.unit,
        happened_time=row.happened_time,
        evidence=row.evidence,
    )


def to_progress(row: ProgressRow) -> Progress:
    """A progress entry."""
    return Progress(row.id, row.duty_id, row.on_day, row.text, row.percent, row.said_by)


def to_evidence(row: EvidenceRow) -> Evidence:
    """A proof."""
    return Evidence(row.id, row.duty_id, row.url, row.published_on, row.note)


def to_notice(row: NoticeRow, duty_ids: Iterable[int], sha256: str, clock_ids: Iterable[int] = ()) -> Notice:
    """An issued paper with its duties and the hash of its file."""
    return Notice(
        id=row.id,
        kind=row.kind,
        number=row.number,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        issued_on=row.issued_on,
        reply_by=row.reply_by,
        duty_ids=tuple(duty_ids),
        sha256=sha256,
        clock_ids=tuple(clock_ids),
        voided_on=row.voided_on,
        void_reason=row.void_reason,
        issue=row.issue,
    )


def to_entry(row: JournalRow) -> JournalEntry:
    """A journal line."""
    return JournalEntry(
        id=row.id,
        batch=row.batch,
        at=row.at,
        who=row.who,
        action=row.action,
        reason=row.reason,
        entity=row.entity,
        entity_id=row.entity_id,
        old=row.old,
        new=row.new,
    )
