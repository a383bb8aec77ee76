"""The ledger's tables as typed ORM models. Only this package sees them; `schema` knows all of them.

Column info: `journal=False` keeps a column out of the journal (bytes; what is derived from other columns).
Ids are never reused (AUTOINCREMENT), so that a row brought back by undo finds its id free.
The relationships only tell the ORM the order of inserts and deletes; nothing is ever loaded through them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    event,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gongkai_desktop.store.columns import NOT_JOURNALLED, Base, table_args
from gongkai_desktop.store.duty_lines import task_name
from gongkai_desktop.store.initials import initials


class StoredFileRow(Base):
    """The bytes of a file, kept once per content and for good: papers and plans only point to them."""

    __tablename__ = "stored_file"
    __table_args__ = table_args()

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info=NOT_JOURNALLED)


class PlanRow(Base):
    """来源文件."""

    __tablename__ = "plan"
    __table_args__ = table_args()

    title: Mapped[str]
    issuer: Mapped[str | None]
    number: Mapped[str | None]
    document_date: Mapped[date | None]
    place: Mapped[str | None]
    year: Mapped[int]
    file_name: Mapped[str]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    imported_at: Mapped[datetime]
    recognised: Mapped[dict[str, Any]]
    """What the document had beside its tasks: columns, points, left_out, problems."""

    file: Mapped[StoredFileRow] = relationship(lazy="raise")


class PlanVersionRow(Base):
    """A file that a plan was read from before a newer version took its place; the file stays readable."""

    __tablename__ = "plan_version"
    __table_args__ = table_args()

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str]
    imported_at: Mapped[datetime]

    plan: Mapped[PlanRow] = relationship(lazy="raise")
    file: Mapped[StoredFileRow] = relationship(lazy="raise")


class TaskRow(Base):
    """任务; in the interchange form of the recogniser where a field is a value."""

    __tablename__ = "task"
    __table_args__ = table_args(UniqueConstraint("plan_id", "position"))

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    no: Mapped[str | None]
    path: Mapped[list[Any]]
    requirement: Mapped[str]
    units_text: Mapped[str]
    open_ended: Mapped[bool]
    deadline_text: Mapped[str]
    deadlines: Mapped[list[Any]]
    inline_deadlines: Mapped[list[Any]]
    origin: Mapped[dict[str, Any]]
    flags: Mapped[list[Any]]
    extra: Mapped[list[Any]]
    printed: Mapped[dict[str, Any] | None]
    """The row as recognised, before any correction; None where nobody knows (`domain.ledger.Printed`)."""
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A newer version of the document has the task no more; it stays for what was recorded on it."""
    initials: Mapped[str] = mapped_column(info=NOT_JOURNALLED)

    plan: Mapped[PlanRow] = relationship(lazy="raise")


class ItemRow(Base):
    """分项."""

    __tablename__ = "item"
    __table_args__ = table_args(UniqueConstraint("task_id", "position"))

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    text: Mapped[str]

    task: Mapped[TaskRow] = relationship(lazy="raise")


class UnitRow(Base):
    """责任单位."""

    __tablename__ = "unit"
    __table_args__ = table_args()

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    confirmed: Mapped[bool]
    position: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    initials: Mapped[str] = mapped_column(info=NOT_JOURNALLED)


class AliasRow(Base):
    """Another name of a unit."""

    __tablename__ = "alias"
    __table_args__ = table_args(UniqueConstraint("unit_id", "name"))

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    initials: Mapped[str] = mapped_column(info=NOT_JOURNALLED)

    unit: Mapped[UnitRow] = relationship(lazy="raise")


class GroupRow(Base):
    """单位组 (GROUP is a word of SQL, hence the table's name)."""

    __tablename__ = "unit_group"
    __table_args__ = table_args()

    phrase: Mapped[str] = mapped_column(unique=True)
    kinds: Mapped[list[Any]]
    confirmed: Mapped[bool]


class GroupMemberRow(Base):
    """A unit that a group takes in, or leaves out, against its rule."""

    __tablename__ = "group_member"
    __table_args__ = table_args(UniqueConstraint("group_id", "unit_id"))

    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    included: Mapped[bool]

    group: Mapped[GroupRow] = relationship(lazy="raise")
    unit: Mapped[UnitRow] = relationship(lazy="raise")


class NamedUnitRow(Base):
    """A unit or collective of a task as printed, with the unit or group it was taken for."""

    __tablename__ = "named_unit"
    __table_args__ = table_args(UniqueConstraint("task_id", "position"))

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"), index=True)

    task: Mapped[TaskRow] = relationship(lazy="raise")
    unit: Mapped[UnitRow | None] = relationship(lazy="raise")
    group: Mapped[GroupRow | None] = relationship(lazy="raise")


class DutyRecord(Base):
    """责任事项 (DutyRow is the domain's line of the list)."""

    __tablename__ = "duty"
    __table_args__ = table_args(UniqueConstraint("task_id", "unit_id"))

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    completed_on: Mapped[date | None]
    via: Mapped[str | None]
    version: Mapped[int] = mapped_column(info=NOT_JOURNALLED)
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Cancelled as a newer version of the document has it no more; a still newer one may bring it back."""

    task: Mapped[TaskRow] = relationship(lazy="raise")
    unit: Mapped[UnitRow] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's form


class CheckpointRecord(Base):
    """节点."""

    __tablename__ = "checkpoint"
    __table_args__ = table_args(UniqueConstraint("duty_id", "due"), Index(None, "due"))

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    due: Mapped[date]
    label: Mapped[str]
    proposed: Mapped[bool]
    series: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """What it recurs by; the checkpoints of a duty with one series can be moved together."""
    done_on: Mapped[date | None]

    duty: Mapped[DutyRecord] = relationship(lazy="raise")


class ProgressRow(Base):
    """进展; the day is called `on_day` because ON is a word of SQL."""

    __tablename__ = "progress"
    __table_args__ = table_args()

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"), index=True)
    on_day: Mapped[date]
    text: Mapped[str]
    percent: Mapped[int | None]
    said_by: Mapped[str]

    duty: Mapped[DutyRecord] = relationship(lazy="raise")


class EvidenceRow(Base):
    """佐证."""

    __tablename__ = "evidence"
    __table_args__ = table_args()

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"), index=True)
    url: Mapped[str]
    published_on: Mapped[date | None]
    note: Mapped[str]

    duty: Mapped[DutyRecord] = relationship(lazy="raise")


class NoticeRow(Base):
    """督办文书, kept as issued: the unit's name is the one that was printed."""

    __tablename__ = "notice"
    __table_args__ = table_args(
        UniqueConstraint("kind", "year", "sequence"), UniqueConstraint("kind", "year", "issue")
    )

    kind: Mapped[str] = mapped_column(String(32))
    year: Mapped[int]
    sequence: Mapped[int | None]
    """Of its 文号; None where it has none."""
    number: Mapped[str]
    """What it is called by: its 文号, else its 期号."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """None for a paper to all."""
    unit_name: Mapped[str]
    issued_on: Mapped[date]
    reply_by: Mapped[date | None]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    voided_on: Mapped[date | None]
    void_reason: Mapped[str] = mapped_column(default="", server_default="")
    issue: Mapped[int | None]
    """期号; None where it has none."""

    unit: Mapped[UnitRow | None] = relationship(lazy="raise")
    file: Mapped[StoredFileRow] = relationship(lazy="raise")


class NoticeDutyRow(Base):
    """A duty that a notice is about."""

    __tablename__ = "notice_duty"
    __table_args__ = table_args(UniqueConstraint("notice_id", "duty_id"))

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"), index=True)

    notice: Mapped[NoticeRow] = relationship(lazy="raise")
    duty: Mapped[DutyRecord] = relationship(lazy="raise")


class SettingRow(Base):
    """One setting of the office."""

    __tablename__ = "setting"
    __table_args__ = table_args()

    key: Mapped[str] = mapped_column(String(64), unique=True)
    value: Mapped[Any] = mapped_column(JSON)


class ReviewDraftRow(Base):
    """A review put aside; its content is big, changes often and is no part of the ledger's history."""

    __tablename__ = "review_draft"
    __table_args__ = table_args()

    saved_at: Mapped[datetime]
    who: Mapped[str]


class ReviewDraftFileRow(Base):
    """One file of a review put aside: its bytes, and what the clerk made of it so far."""

    __tablename__ = "review_draft_file"
    __table_args__ = table_args(UniqueConstraint("draft_id", "position"))

    draft_id: Mapped[int] = mapped_column(ForeignKey("review_draft.id"))
    position: Mapped[int]
    file_name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(info=NOT_JOURNALLED)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info=NOT_JOURNALLED)

    draft: Mapped[ReviewDraftRow] = relationship(lazy="raise")


class CorrectionRow(Base):
    """A correction that is proposed next time: for a phrase, or for one layout of tables."""

    __tablename__ = "correction"
    __table_args__ = table_args(UniqueConstraint("kind", "layout", "phrase"))

    kind: Mapped[str] = mapped_column(String(16))
    layout: Mapped[str]
    phrase: Mapped[str]
    value: Mapped[str]


class JournalRow(Base):
    """One change of one row. Written by `journal`, never by hand; triggers keep it from being changed."""

    __tablename__ = "journal"
    __table_args__ = table_args(Index(None, "entity", "entity_id"))

    batch: Mapped[str] = mapped_column(String(32), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    action: Mapped[str]
    reason: Mapped[str]
    entity: Mapped[str] = mapped_column(String(32))
    entity_id: Mapped[int]
    duty_id: Mapped[int | None] = mapped_column(index=True)
    """The duty the changed row belongs to: its history outlives the row."""
    old: Mapped[dict[str, Any] | None]
    new: Mapped[dict[str, Any] | None]


def _name_initials(mapper: object, connection: object, row: UnitRow | AliasRow) -> None:
    row.initials = initials(row.name)


def _task_initials(mapper: object, connection: object, row: TaskRow) -> None:
    row.initials = initials(task_name(row.path, row.requirement))


for _moment in ("before_insert", "before_update"):
    event.listen(UnitRow, _moment, _name_initials)
    event.listen(AliasRow, _moment, _name_initials)
    event.listen(TaskRow, _moment, _task_initials)
