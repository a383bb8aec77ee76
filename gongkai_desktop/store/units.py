"""The unit directory: units, their other names, and groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import func, select

from gongkai_desktop.domain.ledger import Group, Unit
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.store import paper_tracking
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.mapping import to_group, to_unit
from gongkai_desktop.store.tables import (
    AliasRow,
    DutyRecord,
    GroupMemberRow,
    GroupRow,
    NamedUnitRow,
    NoticeRow,
    UnitRow,
)
from gongkai_desktop.store.time_tables import ClockRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

_UNIT, _GROUP = "责任单位", "单位组"


def list_units(reading: Reading) -> tuple[Unit, ...]:
    """The whole directory in its order."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for row in reading.session.scalars(select(AliasRow).order_by(AliasRow.id)):
        aliases[row.unit_id].append(row.name)
    rows = reading.session.scalars(select(UnitRow).order_by(UnitRow.position, UnitRow.id))
    return tuple(to_unit(row, aliases.get(row.id, ())) for row in rows)


def get_unit(reading: Reading, unit_id: int) -> Unit:
    """A unit. Raises InvalidInput when it is gone."""
    return to_unit(get(reading, UnitRow, unit_id, _UNIT), [row.name for row in _aliases(reading, unit_id)])


def add_unit(work: UnitOfWork, unit: Unit) -> Unit:
    """Store a new unit; its id is given here, and a position at the end when it has none."""
    return add_units(work, [unit])[0]


def add_units(work: UnitOfWork, new: Sequence[Unit]) -> list[Unit]:
    """Store new units, as `add_unit` does, all at once."""
    _refuse_taken_names(work, new)
    last = work.session.scalar(select(func.max(UnitRow.position))) or 0
    rows = [
        UnitRow(
            name=unit.name,
            kind=unit.kind.value,
            confirmed=unit.confirmed,
            position=unit.position or last + number,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
        )
        for number, unit in enumerate(new, start=1)
    ]
    work.session.add_all(rows)
    work.session.flush()
    stored = [
        replace(unit, id=row.id, position=row.position, aliases=_names(unit.aliases))
        for row, unit in zip(rows, new, strict=True)
    ]
    work.session.add_all(AliasRow(unit_id=unit.id, name=name) for unit in stored for name in unit.aliases)
    work.session.flush()
    return stored


def change_unit(work: UnitOfWork, unit: Unit) -> None:
    """Make a stored unit equal to this one, its aliases too."""
    _refuse_taken_names(work, [unit])
    row = get(work, UnitRow, unit.id, _UNIT)
    row.name, row.kind, row.confirmed = unit.name, unit.kind.value, unit.confirmed
    row.position, row.valid_from, row.valid_to = unit.position, unit.valid_from, unit.valid_to
    work.session.flush()
    _set_aliases(work, unit.id, unit.aliases)


def add_alias(work: UnitOfWork, unit_id: int, name: str) -> None:
    """Give a unit another name, once."""
    unit = get_unit(work, unit_id)
    if name not in (unit.name, *unit.aliases):
        _set_aliases(work, unit_id, (*unit.aliases, name))


def is_used(reading: Reading, unit_id: int) -> bool:
    """Whether a duty, a task as printed, a notice or a statutory limit names this unit: it then stays."""
    return paper_tracking.is_named(reading, unit_id) or any(
        reading.session.scalar(select(func.count()).where(table.unit_id == unit_id))
        for table in (DutyRecord, NamedUnitRow, NoticeRow, ClockRow)
    )


def remove_unit(work: UnitOfWork, unit_id: int) -> None:
    """Delete a unit that nothing uses, with its aliases and its places in groups."""
    row = get(work, UnitRow, unit_id, _UNIT)
    if is_used(work, unit_id):
        raise InvalidInput(
            f"“{row.name}”已有责任事项，不能删除。", "可以把它并入另一个单位，或填写停用日期。"
        )
    _set_aliases(work, unit_id, ())
    for member in work.session.scalars(select(GroupMemberRow).where(GroupMemberRow.unit_id == unit_id)):
        work.session.delete(member)
    work.session.flush()
    work.session.delete(row)
    work.session.flush()


def hand_over_names(work: UnitOfWork, unit_id: int, into_id: int) -> None:
    """Let tasks, notices, limits and calls of one unit point to another (duties are moved one by one)."""
    for named in work.session.scalars(select(NamedUnitRow).where(NamedUnitRow.unit_id == unit_id)):
        named.unit_id = into_id
    for notice in work.session.scalars(select(NoticeRow).where(NoticeRow.unit_id == unit_id)):
        notice.unit_id = into_id
    for clock in work.session.scalars(select(ClockRow).where(ClockRow.unit_id == unit_id)):
        clock.unit_id = into_id
    paper_tracking.hand_over(work, unit_id, into_id)
    work.session.flush()


def list_groups(reading: Reading) -> tuple[Group, ...]:
    """All groups in the order they were met."""
    members: dict[int, list[GroupMemberRow]] = defaultdict(list)
    for member in reading.session.scalars(select(GroupMemberRow).order_by(GroupMemberRow.id)):
        members[member.group_id].append(member)
    rows = reading.session.scalars(select(GroupRow).order_by(GroupRow.id))
    return tuple(to_group(row, members.get(row.id, ())) for row in rows)


def add_group(work: UnitOfWork, group: Group) -> Group:
    """Store a new group; its id is given here."""
    row = GroupRow(phrase=group.phrase, kinds=[kind.value for kind in group.kinds], confirmed=group.confirmed)
    work.session.add(row)
    work.session.flush()
    stored = replace(group, id=row.id)
    _set_members(work, stored)
    return stored


def change_group(work: UnitOfWork, group: Group) -> None:
    """Make a stored group equal to this one."""
    row = get(work, GroupRow, group.id, _GROUP)
    row.phrase, row.confirmed = group.phrase, group.confirmed
    row.kinds = [kind.value for kind in group.kinds]
    work.session.flush()
    _set_members(work, group)


def remove_group(work: UnitOfWork, group_id: int) -> None:
    """Delete a group that no task names."""
    row = get(work, GroupRow, group_id, _GROUP)
    if work.session.scalar(select(func.count()).where(NamedUnitRow.group_id == group_id)):
        raise InvalidInput(f"“{row.phrase}”在任务中使用，不能删除。", "可以修改它包含的单位。")
    _set_members(work, Group(group_id, row.phrase, ()))
    work.session.delete(row)
    work.session.flush()


def _refuse_taken_names(work: UnitOfWork, wanted: Sequence[Unit]) -> None:
    names = [unit.name for unit in wanted]
    owners = select(UnitRow.name, UnitRow.id).where(UnitRow.name.in_(names))
    taken = dict(work.session.execute(owners).all())
    for unit in wanted:
        if taken.setdefault(unit.name, unit.id) != unit.id or names.count(unit.name) > 1:
            raise InvalidInput(f"单位名录里已有“{unit.name}”。", "请换一个名称，或把两个单位合并。")


def _aliases(reading: Reading, unit_id: int) -> list[AliasRow]:
    wanted = select(AliasRow).where(AliasRow.unit_id == unit_id).order_by(AliasRow.id)
    return list(reading.session.scalars(wanted))


def _set_aliases(work: UnitOfWork, unit_id: int, names: Iterable[str]) -> None:
    wanted = _names(names)
    rows = _aliases(work, unit_id)
    for row in rows:
        if row.name not in wanted:
            work.session.delete(row)
    known = {row.name for row in rows}
    work.session.add_all(AliasRow(unit_id=unit_id, name=name) for name in wanted if name not in known)
    work.session.flush()


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, without empty ones."""
    return tuple(dict.fromkeys(name for name in names if name))


def _set_members(work: UnitOfWork, group: Group) -> None:
    wanted = dict.fromkeys(group.exclude, False) | dict.fromkeys(group.include, True)
    rows = work.session.scalars(select(GroupMemberRow).where(GroupMemberRow.group_id == group.id))
    for row in rows.all():
        if row.unit_id in wanted:
            row.included = wanted.pop(row.unit_id)
        else:
            work.session.delete(row)
    work.session.add_all(
        GroupMemberRow(group_id=group.id, unit_id=unit_id, included=included)
        for unit_id, included in wanted.items()
    )
    work.session.flush()
