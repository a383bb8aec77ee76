"""The things a ledger holds, as frozen values: what services and the window see instead of database rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai_desktop.domain.deadline import Deadline
from gongkai_desktop.domain.kinds import DutyState as DutyState
from gongkai_desktop.domain.kinds import Role
from gongkai_desktop.domain.kinds import UnitKind as UnitKind
from gongkai_desktop.domain.limits import LimitUnit
from gongkai_desktop.domain.recognised import Flag


@dataclass(frozen=True, slots=True)
class Unit:
    """A body of the county's directory (责任单位)."""

    id: int
    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()
    confirmed: bool = True
    """False for a name met in an import that the clerk has not looked at yet (单位待确认)."""
    position: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A collective phrase (单位组) with the rule that expands it; see `domain.groups`."""

    id: int
    phrase: str
    kinds: tuple[UnitKind, ...]
    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """One imported document (来源文件)."""

    id: int
    title: str
    issuer: str | None
    number: str | None
    document_date: date | None
    place: str | None
    year: int
    file_name: str
    sha256: str
    imported_at: datetime
    task_count: int = 0


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A file that a plan was read from; the newest one is in force, the others stay readable."""

    file_name: str
    sha256: str
    imported_at: datetime
    in_force: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """What the document printed for a task, as recognised, before any correction."""

    no: str | None
    path: tuple[str, ...]
    requirement: str
    units_text: str
    deadline_text: str
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One row of a plan's table (任务) with its items (分项)."""

    id: int
    plan_id: int
    position: int
    no: str | None
    path: tuple[str, ...]
    requirement: str
    items: tuple[str, ...]
    units_text: str
    deadline_text: str
    deadlines: tuple[Deadline, ...]
    origin: str
    """Where it stands in the file, for the clerk: 表1 第4行."""
    flags: tuple[Flag, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    printed: Printed | None = None
    """None where the ledger does not know better than the fields above."""
    withdrawn: bool = False
    """A newer version of the document has it no more; it is kept for what was recorded on it."""

    @property
    def name(self) -> str:
        """What the task is called in lists."""
        return self.path[-1] if self.path else self.requirement[:30]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One dated occurrence of a duty's deadline (节点)."""

    id: int
    duty_id: int
    due: date
    label: str
    """The phrase it comes from: 10月底前, 按季度(第3季度)."""
    proposed: bool = False
    done_on: date | None = None
    series: str = ""
    """What it recurs by (see `domain.checkpoints`); empty for a single date."""


@dataclass(frozen=True, slots=True)
class CheckpointMove:
    """改期: a checkpoint's old and new date, the reason, and who approved it."""

    id: int
    duty_id: int
    checkpoint_id: int | None
    old_due: date
    new_due: date
    reason: str
    approver: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class DutyEvent:
    """An event that starts a limit of a duty (自作出决定之日起7个工作日), and the checkpoint it gave."""

    id: int
    duty_id: int
    checkpoint_id: int | None
    name: str
    happened_on: date
    amount: int
    unit: LimitUnit
    happened_time: str | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A dated entry on a duty (进展)."""

    id: int
    duty_id: int
    on: date
    text: str
    percent: int | None
    said_by: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Proof of a duty (佐证): a published address and its date."""

    id: int
    duty_id: int
    url: str
    published_on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """An issued supervision paper (督办文书)."""

    id: int
    kind: str
    number: str
    """What it is called by: its 文号, else its 期号."""
    unit_id: int | None
    """None for a paper to all."""
    unit_name: str
    issued_on: date
    reply_by: date | None
    duty_ids: tuple[int, ...]
    sha256: str
    clock_ids: tuple[int, ...] = ()
    """The statutory limits it is about."""
    voided_on: date | None = None
    """已作废: it counts no more, but keeps its number."""
    void_reason: str = ""
    issue: int | None = None
    """期号, in papers that appear one after the other: 第3期."""

    @property
    def label(self) -> str:
        """Number for lists: 督〔2026〕3号, 督查通报2026年第3期, or 通〔2026〕1号（第3期）."""
        both = self.issue is not None and not self.number.endswith("期")
        return f"{self.number}（第{self.issue}期）" if both else self.number

    @property
    def heading(self) -> str:
        """Kind and number in one line, the kind once."""
        return self.label if self.number.startswith(self.kind) else f"{self.kind} {self.label}"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change: who, when, what, old, new, reason. `batch` joins the changes of one action."""

    id: int
    batch: str
    at: datetime
    who: str
    action: str
    reason: str
    entity: str
    entity_id: int
    old: Mapping[str, object] | None
    new: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Duty:
    """Task x unit with a role (责任事项): the thing that has a state."""

    id: int
    task_id: int
    unit_id: int
    role: Role
    state: DutyState
    completed_on: date | None
    via: str | None
    """The collective phrase it was expanded from, None where the unit is named itself."""
    version: int = 1
