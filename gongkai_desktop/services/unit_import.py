"""Taking a directory file into the ledger, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.domain.recognised import Problem
from gongkai_desktop.domain.unit_names import build_index
from gongkai_desktop.services.reexpand import reexpand_in
from gongkai_desktop.services.unit_files import UnitLine, read_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import units
from gongkai_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class UnitsImported:
    """What came of a directory file. With problems nothing was written and `batch` is empty."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    batch: str = ""


def import_units(workspace: Workspace, path: Path, today: date, replace_all: bool = False) -> UnitsImported:
    """Bring the directory in line with a file; a row finds its unit by any of its names, else it is new.

    With `replace_all` the units the file does not have are removed; those in use wait to be confirmed.
    Bad rows are problems with their row numbers, and then nothing at all is written.
    Raises FileUnreadable for a file that is no directory.
    """
    lines, problems = read_units(path)
    with workspace.change("导入单位名录", path.name) as work:
        directory = units.list_units(work)
        known = _known(lines, directory)
        problems = (*problems, *_foreign_names(lines, known, directory, replace_all))
        if problems:
            return UnitsImported(problems=problems)
        left = [unit for unit in directory if unit.id not in {found.id for found in known.values()}]
        changed = _change(work, lines, known, left)
        for position, line in enumerate(lines, start=1):
            if line.row not in known:
                units.add_unit(work, replace(line.as_unit(), position=position))
        removed = _retire(work, left, today) if replace_all else 0
        reexpand_in(work, today)
        work.commit()
    return UnitsImported(len(lines) - len(known), changed, removed, (), work.batch)


def _known(lines: Sequence[UnitLine], directory: Sequence[Unit]) -> dict[int, Unit]:
    """The unit each row (by number) stands for; the same full name first, then any other name."""
    by_name = {unit.name: unit for unit in directory}
    known = {line.row: by_name[line.name] for line in lines if line.name in by_name}
    taken = {unit.id for unit in known.values()}
    index = build_index(directory)
    for line in lines:
        unit = index.find(line.name)
        if line.row not in known and unit and unit.id not in taken:
            known[line.row] = unit
            taken.add(unit.id)
    return known


def _foreign_names(
    lines: Sequence[UnitLine], known: dict[int, Unit], directory: Sequence[Unit], replace_all: bool
) -> list[Problem]:
    """Rows that give a unit the full name of another one that stays as it is."""
    taken = {unit.id for unit in known.values()}
    others = set() if replace_all else {unit.name for unit in directory if unit.id not in taken}
    return [
        Problem(f"“{name}”在台账里是另一个单位的全称，请先合并或改名", f"第{line.row}行")
        for line in lines
        for name in line.aliases
        if name in others
    ]


def _change(work: UnitOfWork, lines: Sequence[UnitLine], known: dict[int, Unit], left: Sequence[Unit]) -> int:
    """Write the known units as the file has them, in its order; a name the file gives away is given up."""
    owner = {name: line.row for line in lines for name in (line.name, *line.aliases)}
    changed = 0
    for position, line in enumerate(lines, start=1):
        if line.row in known:
            unit = known[line.row]
            new = line.over(unit)
            kept = tuple(alias for alias in new.aliases if owner.get(alias, line.row) == line.row)
            changed += _store(work, unit, replace(new, aliases=kept, position=position))
    for position, unit in enumerate(left, start=len(lines) + 1):
        kept = tuple(alias for alias in unit.aliases if alias not in owner)
        _store(work, unit, replace(unit, aliases=kept, position=position))
    return changed


def _store(work: UnitOfWork, old: Unit, new: Unit) -> bool:
    if new != old:
        units.change_unit(work, new)
    return replace(new, position=old.position) != old


def _retire(work: UnitOfWork, left: Sequence[Unit], today: date) -> int:
    """Remove units that nothing uses; the others are left to the clerk."""
    for unit in left:
        units.change_unit(work, replace(units.get_unit(work, unit.id), confirmed=False))
    reexpand_in(work, today)
    unused = [unit for unit in left if not units.is_used(work, unit.id)]
    for unit in unused:
        units.remove_unit(work, unit.id)
    return len(unused)
