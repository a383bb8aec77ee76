"""The ledger by units: kind → unit → duty, with counts of lights on every branch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter
from typing import Any, Literal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui.models import words
from gongkai_desktop.ui.models.duty_list import same_order

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = Qt.ItemDataRole.UserRole

UNCONFIRMED = "单位待确认"
_BRANCHES = {
    UnitKind.DEPARTMENT: "县直部门",
    UnitKind.TOWNSHIP: "乡镇（街道）",
    UnitKind.SUBDISTRICT: "乡镇（街道）",
    UnitKind.ZONE: "开发区",
    UnitKind.VERTICAL: "垂管单位",
    UnitKind.INSTITUTION: "企事业单位",
    UnitKind.OTHER: "其他单位",
}
_ORDER = (*dict.fromkeys(_BRANCHES.values()), UNCONFIRMED)
_UNIT_AND_LIGHT = attrgetter("unit_id", "light")
_MOST_CHANGES = 1000
"""With more, the branches are built anew."""
TITLES = ("单位 / 任务", "项数 / 时限", "状态", "完成情况 / 最近进展")


class Node:
    """A line of the tree. Counts are those of the duties under it."""

    __slots__ = ("_children", "counts", "kind", "name", "parent", "place", "row", "rows", "unit_id")

    def __init__(
        self,
        kind: Literal["root", "branch", "unit", "duty"],
        name: str = "",
        *,
        rows: list[DutyRow] | None = None,
        row: DutyRow | None = None,
        unit_id: int | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self.parent: Node | None = None
        self.place = 0
        self.rows = rows or []
        """The duties of a unit."""
        self.row = row
        self.unit_id = unit_id
        self.counts: Counter[Light] = Counter()
        self._children: list[Node] | None = None if self.rows else []

    @property
    def size(self) -> int:
        """The number of children, which need not be made for it."""
        return len(self.rows) if self._children is None else len(self._children)

    @property
    def children(self) -> list[Node]:
        """The lines below; those of a unit are made when somebody looks into it."""
        if self._children is None:
            self._children = []
            for row in self.rows:
                self.add(Node("duty", row.task_name, row=row, unit_id=self.unit_id))
        return self._children

    def add(self, child: Node) -> Node:
        """Append a child and tell it where it stands."""
        if self._children is None:
            self._children = []
        child.parent, child.place = self, len(self._children)
        self._children.append(child)
        return child

    def duty_at(self, place: int) -> Node | None:
        """The child in a place, None where nobody has looked for it yet."""
        return self._children[place] if self._children is not None else None

    def texts(self, styles: words.LightStyles) -> tuple[str, str, str, str]:
        """The line's texts; made when it is drawn, as most lines never are."""
        if self.row is not None:
            return _duty_texts(self.row, styles)
        size = f"{self.counts.total()} 项"
        if self.kind == "branch":
            size = f"{self.size} 个单位  {size}"
        return self.name, size, "", words.counts_text(self.counts, styles)


class DutyTreeModel(QAbstractItemModel):
    """Branches and duties; built anew for a new list, updated in place when only values changed."""

    def __init__(self, styles: words.LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = styles
        self._rows: tuple[DutyRow, ...] = ()
        self._root = Node("root")
        self._units: dict[int, Node] = {}

    def show(self, rows: Sequence[DutyRow]) -> None:
        """Take the rows to show."""
        new = tuple(rows)
        changed = _changes(self._rows, new)
        self._rows = new
        if changed is not None:
            for unit_id, own in _by_unit(new).items():
                self._units[unit_id].rows = own
            self._update(changed)
            return
        self.beginResetModel()
        self._root, self._units = _build(new)
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """The node behind an index; the root behind no index."""
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root

    def index_of(self, duty_id: int | None) -> QModelIndex:
        """The place of a duty, invalid when it is not shown."""
        found = self.place_of(duty_id)
        return self._index(found[0].children[found[1]]) if found else QModelIndex()

    def place_of(self, duty_id: int | None) -> tuple[Node, int] | None:
        """The unit of a duty and its number in it, None when it is not shown."""
        for unit, places in self.places_of((duty_id,) if duty_id is not None else ()):
            return unit, places[0]
        return None

    def places_of(self, duty_ids: Collection[int]) -> list[tuple[Node, list[int]]]:
        """The units of duties with the numbers of their lines; without the duties that are not shown."""
        wanted = set(duty_ids)
        # By the rows themselves: a table of all lines would take longer to make than the tree.
        rows = [row for row in self._rows if row.duty_id in wanted]
        own: dict[int, set[int]] = defaultdict(set)
        for row in rows:
            own[row.unit_id].add(id(row))
        units = ((self._units[unit_id], them) for unit_id, them in own.items())
        return [(unit, [p for p, row in enumerate(unit.rows) if id(row) in them]) for unit, them in units]

    def unit_nodes(self) -> tuple[Node, ...]:
        """All units in the order of the tree."""
        return tuple(unit for branch in self._root.children for unit in branch.children)

    def unit_index(self, unit_id: int) -> QModelIndex:
        """The place of a unit, invalid when it has nothing to show."""
        return self._index(self._units.get(unit_id))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        above = self.node(parent)
        if not (0 <= row < above.size and 0 <= column < len(TITLES)) or parent.column() > 0:
            return QModelIndex()
        return self.createIndex(row, column, above.children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """The branch above."""
        above = self.node(index).parent if index.isValid() else None
        return self._index(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of children; only the first column has any."""
        return 0 if parent.column() > 0 else self.node(parent).size

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The same for every branch."""
        return len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, and the node itself for the delegate."""
        if not index.isValid():
            return None
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.texts(self._styles)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(text for text in node.texts(self._styles) if text)
        return node if role == NODE_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section] if 0 <= section < len(TITLES) else None
        return None

    def _index(self, node: Node | None) -> QModelIndex:
        if node is None or node.kind == "root":
            return QModelIndex()
        return self.createIndex(node.place, 0, node)

    def _update(self, changed: Sequence[tuple[DutyRow, DutyRow]]) -> None:
        """Put new values into the standing nodes, so that open branches and the selection stay."""
        above: dict[int, Node] = {}
        for old, row in changed:
            unit = self._units[row.unit_id]
            place = next(place for place, standing in enumerate(unit.rows) if standing is row)
            if node := unit.duty_at(place):
                node.row, node.name = row, row.task_name
                self._tell(node)
            if old.light != row.light:
                for branch in (unit, *_above(unit)):
                    branch.counts[old.light] -= 1
                    branch.counts[row.light] += 1
                    above[id(branch)] = branch
        for node in above.values():
            self._tell(node)

    def _tell(self, node: Node) -> None:
        first = self._index(node)
        self.dataChanged.emit(first, first.siblingAtColumn(len(TITLES) - 1))


def _above(node: Node) -> Iterator[Node]:
    while (parent := node.parent) is not None and parent.kind != "root":
        yield parent
        node = parent


def _branch_title(row: DutyRow) -> str:
    return _BRANCHES[row.unit_kind] if row.unit_confirmed else UNCONFIRMED


def _changes(old: Sequence[DutyRow], new: Sequence[DutyRow]) -> list[tuple[DutyRow, DutyRow]] | None:
    """The rows with new values, None where the tree itself is another one."""
    if not same_order(old, new):
        return None
    changed = [pair for pair in zip(old, new, strict=True) if pair[0] is not pair[1] and pair[0] != pair[1]]
    if len(changed) > _MOST_CHANGES or not all(_same_place(*pair) for pair in changed):
        return None
    return changed


def _same_place(old: DutyRow, new: DutyRow) -> bool:
    return (old.unit_id, old.unit_name, _branch_title(old)) == (
        new.unit_id,
        new.unit_name,
        _branch_title(new),
    )


def _by_unit(rows: Sequence[DutyRow]) -> dict[int, list[DutyRow]]:
    found: dict[int, list[DutyRow]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(row)
    return found


def _build(rows: Sequence[DutyRow]) -> tuple[Node, dict[int, Node]]:
    # Counted in the order of the rows, not unit by unit: memory is read from one end to the other.
    counts: dict[int, Counter[Light]] = defaultdict(Counter)
    for (unit_id, light), count in Counter(map(_UNIT_AND_LIGHT, rows)).items():
        counts[unit_id][light] = count
    by_branch: dict[str, list[Node]] = {title: [] for title in _ORDER}
    for unit_id, own in _by_unit(rows).items():
        unit = Node("unit", own[0].unit_name, rows=own, unit_id=unit_id)
        unit.counts = counts[unit_id]
        by_branch[_branch_title(own[0])].append(unit)
    root = Node("root")
    for title, members in by_branch.items():
        if members:
            branch = root.add(Node("branch", title))
            for unit in members:
                branch.add(unit)
                branch.counts.update(unit.counts)
    return root, {unit.unit_id or 0: unit for branch in root.children for unit in branch.children}


def _duty_texts(row: DutyRow, styles: words.LightStyles) -> tuple[str, str, str, str]:
    number = f"{row.no}  " if row.no else ""
    return (
        f"{number}{row.task_name}（{words.role_text(row)}）",
        words.short_day(row.due, row.year) if row.due else row.deadline_text,
        words.status_text(row, styles),
        words.progress_text(row),
    )
