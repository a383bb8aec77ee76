"""One line of the ledger as the views, the Excel sheet and the papers show it."""

from __future__ import annotations

from datetime import date

from gongkai_desktop.domain.kinds import DutyState, Role, UnitKind
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.values import many_values


@many_values(frozen=True, slots=True)
class CheckpointRow:
    """A checkpoint with its light on the day asked for; `days` as in `lights.checkpoint_light`."""

    id: int
    duty_id: int
    due: date
    label: str
    proposed: bool
    done_on: date | None
    light: Light
    days: int


@many_values(frozen=True, slots=True)
class DutyRow:
    """A duty with everything a list shows, computed for one day."""

    duty_id: int
    task_id: int
    plan_id: int
    plan_title: str
    year: int
    task_position: int
    """Order of the task in the whole ledger: plan, then row."""
    no: str | None
    path: tuple[str, ...]
    task_name: str
    requirement: str
    unit_id: int
    unit_name: str
    unit_kind: UnitKind
    unit_confirmed: bool
    role: Role
    via: str | None
    deadline_text: str
    checkpoints: tuple[CheckpointRow, ...]
    due: date | None
    """The date that decides the light: the earliest open checkpoint, else the last one."""
    light: Light
    days: int
    state: DutyState
    completed_on: date | None
    last_progress_on: date | None
    last_progress: str
    percent: int | None
    evidence_count: int
    notice_count: int
    flag_count: int
    search_text: str
    """Lower-case text and pinyin initials of the task with its requirement, for the search field."""
    version: int
    unit_search: str = ""
    """The same of the unit. Apart, as both texts are shared by many rows."""
