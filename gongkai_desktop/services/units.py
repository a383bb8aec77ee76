"""The unit directory as the clerk edits it. Each change is one transaction that also adjusts the duties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.ledger import Duty, DutyState, Group, Unit, UnitKind
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.domain.unit_names import clean_name
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.backups import BEFORE_MERGE, back_up_before
from gongkai_desktop.services.reexpand import Reexpanded, reexpand, reexpand_in
from gongkai_desktop.services.unit_files import write_units
from gongkai_desktop.services.unit_import import UnitsImported, import_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duties, units
from gongkai_desktop.store.unit_of_work import UnitOfWork

__all__ = [
    "Reexpanded",
    "UnitsImported",
    "confirm_unit",
    "delete_group",
    "delete_unit",
    "export_units",
    "import_units",
    "list_groups",
    "list_units",
    "merge_unit",
    "reexpand",
    "save_group",
    "save_unit",
]

_ROLES_BY_STRENGTH = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)


def list_units(workspace: Workspace) -> tuple[Unit, ...]:
    """The directory in its order."""
    with workspace.ledger.read() as reading:
        return units.list_units(reading)


def list_groups(workspace: Workspace) -> tuple[Group, ...]:
    """All groups in the order they were met."""
    with workspace.ledger.read() as reading:
        return units.list_groups(reading)


def save_unit(workspace: Workspace, unit: Unit, today: date) -> str:
    """Store a new unit (id 0) or a changed one, as confirmed by the clerk; hands back the journal batch.

    Raises InvalidInput for a name another unit goes by, or dates that exclude each other.
    """
    unit = _tidy(unit)
    with workspace.change("修改单位" if unit.id else "新增单位", unit.name) as work:
        _check(unit, units.list_units(work))
        if unit.id:
            units.change_unit(work, unit)
        else:
            units.add_unit(work, unit)
        reexpand_in(work, today)
        work.commit()
    return work.batch


def confirm_unit(workspace: Workspace, unit_id: int, kind: UnitKind, today: date) -> str:
    """Take a unit met in an import into the directory; it joins the collectives of its kind."""
    with workspace.change("确认单位") as work:
        unit = units.get_unit(work, unit_id)
        units.change_unit(work, replace(unit, kind=kind, confirmed=True))
        reexpand_in(work, today)
        work.commit()
    return work.batch


def merge_unit(workspace: Workspace, from_id: int, into_id: int, today: date) -> str:
    """Let one unit take over names, duties and papers of another, which then goes."""
    if from_id == into_id:
        raise InvalidInput("不能把单位并入它自己。", "请选择另一个单位。")
    back_up_before(workspace, BEFORE_MERGE)
    with workspace.change("合并单位") as work:
        gone, kept = units.get_unit(work, from_id), units.get_unit(work, into_id)
        _hand_over_duties(work, from_id, into_id)
        units.hand_over_names(work, from_id, into_id)
        for group in units.list_groups(work):
            if from_id in group.include:
                members = dict.fromkeys(into_id if member == from_id else member for member in group.include)
                units.change_group(work, replace(group, include=tuple(members)))
        units.remove_unit(work, from_id)
        aliases = dict.fromkeys((*kept.aliases, gone.name, *gone.aliases))
        confirmed = kept.confirmed or gone.confirmed
        units.change_unit(work, replace(kept, aliases=tuple(aliases), confirmed=confirmed))
        reexpand_in(work, today)
        work.commit()
    return work.batch


def delete_unit(workspace: Workspace, unit_id: int, today: date) -> str:
    """Delete a unit without duties of its own; untouched duties from collectives go with it.

    Raises InvalidInput when a task names it or something was recorded on its duties.
    """
    with workspace.change("删除单位") as work:
        unit = units.get_unit(work, unit_id)
        # Unconfirmed, it belongs to no collective any more: re-expanding takes its untouched duties away.
        units.change_unit(work, replace(unit, confirmed=False))
        _leave_groups(work, unit_id)
        reexpand_in(work, today)
        units.remove_unit(work, unit_id)
        work.commit()
    return work.batch


def save_group(workspace: Workspace, group: Group, today: date) -> str:
    """Store a new group (id 0) or a changed one, as confirmed by the clerk; hands back the journal batch."""
    phrase = clean_name(group.phrase) if not group.id else group.phrase
    group = replace(group, phrase=phrase, confirmed=True)
    if not phrase:
        raise InvalidInput("单位组没有名称。", "请填写文件中的说法，例如“各乡镇”。")
    with workspace.change("修改单位组" if group.id else "新增单位组", phrase) as work:
        if any(other.phrase == phrase and other.id != group.id for other in units.list_groups(work)):
            raise InvalidInput(f"已有单位组“{phrase}”。", "请直接修改它。")
        if group.id:
            units.change_group(work, group)
        else:
            units.add_group(work, group)
        reexpand_in(work, today)
        work.commit()
    return work.batch


def delete_group(workspace: Workspace, group_id: int) -> str:
    """Delete a group that no task names. Raises InvalidInput otherwise."""
    with workspace.change("删除单位组") as work:
        units.remove_group(work, group_id)
        work.commit()
    return work.batch


def export_units(workspace: Workspace, path: Path) -> Path:
    """Write the directory as .csv or .xlsx, in the form `import_units` reads. Raises CannotSave."""
    write_units(path, list_units(workspace))
    return path


def _tidy(unit: Unit) -> Unit:
    name = clean_name(unit.name)
    aliases = dict.fromkeys(alias for alias in map(clean_name, unit.aliases) if alias and alias != name)
    return replace(unit, name=name, aliases=tuple(aliases), confirmed=True)


def _check(unit: Unit, directory: Iterable[Unit]) -> None:
    if not unit.name:
        raise InvalidInput("单位没有名称。", "请填写单位全称。")
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        raise InvalidInput("停用日期早于启用日期。", "请检查两个日期。")
    owners = {
        name: other for other in directory if other.id != unit.id for name in (other.name, *other.aliases)
    }
    for name in (unit.name, *unit.aliases):
        if name in owners:
            raise InvalidInput(
                f"“{name}”已是“{owners[name].name}”的名称或简称。", "请换一个名称，或把两个单位合并。"
            )


def _leave_groups(work: UnitOfWork, unit_id: int) -> None:
    for group in units.list_groups(work):
        if unit_id in group.include:
            stay = tuple(member for member in group.include if member != unit_id)
            units.change_group(work, replace(group, include=stay))


def _hand_over_duties(work: UnitOfWork, from_id: int, into_id: int) -> None:
    by_unit: dict[int, dict[int, Duty]] = {from_id: {}, into_id: {}}
    for duty in duties.list_all(work):
        if duty.unit_id in by_unit:
            by_unit[duty.unit_id][duty.task_id] = duty
    for task_id, given in by_unit[from_id].items():
        own = by_unit[into_id].get(task_id)
        if own is None:
            duties.set_assignment(work, given.id, into_id, given.role, given.via)
        else:
            _join(work, given, own)


def _join(work: UnitOfWork, given: Duty, own: Duty) -> None:
    """Make one duty of two on one task: the stronger role, all that was recorded, named before grouped."""
    role = min(given.role, own.role, key=_ROLES_BY_STRENGTH.index)
    via = own.via if own.via and given.via else None
    if not duties.has_history(work, own.id):
        # Nothing is lost with it, while the other may also carry dates the clerk has moved.
        duties.remove_duty(work, own.id)
        duties.set_assignment(work, given.id, own.unit_id, role, via)
        return
    if own.state is DutyState.CANCELLED and given.state is not DutyState.CANCELLED:
        duties.set_state(work, own.id, given.state, given.completed_on)
    duties.absorb(work, given.id, own.id)
    duties.set_assignment(work, own.id, own.unit_id, role, via)
