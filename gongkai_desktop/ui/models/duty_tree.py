"""The ledger by units: kind → unit → duty, with counts of lights on every branch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
TITLES = ("单位 / 任务", "项数 / 时限", "状态", "完成情况 / 最近进展")


@dataclass(eq=False, slots=True)
class Node:
    """A line of the tree. Counts are those of the duties under it."""

    kind: Literal["root", "branch", "unit", "duty"]
    name: str = ""
    parent: Node | None = None
    place: int = 0
    children: list[Node] = field(default_factory=list)
    counts: Counter[Light] = field(default_factory=Counter)
    row: DutyRow | None = None
    unit_id: int | None = None

    def add(self, child: Node) -> Node:
        """Append a child and tell it where it stands."""
        child.parent, child.place = self, len(self.children)
        self.children.append(child)
        return child

    def texts(self, styles: words.LightStyles) -> tuple[str, str, str, str]:
        """The line's texts; made when it is drawn, as most lines never are."""
        if self.row is not None:
            return _duty_texts(self.row, styles)
        size = f"{self.counts.total()} 项"
        if self.kind == "branch":
            size = f"{len(self.children)} 个单位  {size}"
        return self.name, size, "", words.counts_text(self.counts, styles)


class DutyTreeModel(QAbstractItemModel):
    """Branches and duties; built anew for a new list, updated in place when only values changed."""

    def __init__(self, styles: words.LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = styles
        self._rows: tuple[DutyRow, ...] = ()
        self._root = Node("root")
        self._duties: dict[int, Node] = {}
        self._units: dict[int, Node] = {}

    def show(self, rows: Sequence[DutyRow]) -> None:
        """Take the rows to show."""
        new = tuple(rows)
        if same_order(self._rows, new) and all(map(_same_place, self._rows, new)):
            changed = [row for old, row in zip(self._rows, new, strict=True) if old != row]
            self._rows = new
            self._update(changed)
            return
        self.beginResetModel()
        self._rows = new
        self._root, self._duties, self._units = _build(new)
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """The node behind an index; the root behind no index."""
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root

    def index_of(self, duty_id: int | None) -> QModelIndex:
        """The place of a duty, invalid when it is not shown."""
        return self._index(self._duties.get(duty_id)) if duty_id is not None else QModelIndex()

    def unit_nodes(self) -> tuple[Node, ...]:
        """All units in the order of the tree."""
        return tuple(unit for branch in self._root.children for unit in branch.children)

    def unit_index(self, unit_id: int) -> QModelIndex:
        """The place of a unit, invalid when it has nothing to show."""
        return self._index(self._units.get(unit_id))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        children = self.node(parent).children
        if not (0 <= row < len(children) and 0 <= column < len(TITLES)) or parent.column() > 0:
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """The branch above."""
        above = self.node(index).parent if index.isValid() else None
        return self._index(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of children; only the first column has any."""
        return 0 if parent.column() > 0 else len(self.node(parent).children)

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

    def _update(self, changed: Sequence[DutyRow]) -> None:
        """Put new values into the standing nodes, so that open branches and the selection stay."""
        above: dict[int, Node] = {}
        for row in changed:
            node = self._duties[row.duty_id]
            old, node.row = node.row, row
            self._tell(node)
            if old is not None and old.light != row.light:
                for branch in _above(node):
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


def _same_place(old: DutyRow, new: DutyRow) -> bool:
    return (old.unit_id, old.unit_name, _branch_title(old)) == (
        new.unit_id,
        new.unit_name,
        _branch_title(new),
    )


def _build(rows: Iterable[DutyRow]) -> tuple[Node, dict[int, Node], dict[int, Node]]:
    by_branch: dict[str, dict[int, list[DutyRow]]] = {title: {} for title in _ORDER}
    for row in rows:
        by_branch[_branch_title(row)].setdefault(row.unit_id, []).append(row)
    root = Node("root")
    duties: dict[int, Node] = {}
    units: dict[int, Node] = {}
    for title, members in by_branch.items():
        if not members:
            continue
        branch = root.add(Node("branch", title))
        for unit_id, own in members.items():
            counts = Counter(row.light for row in own)
            unit = branch.add(Node("unit", own[0].unit_name, counts=counts, unit_id=unit_id))
            branch.counts += counts
            units[unit_id] = unit
            for row in own:
                duties[row.duty_id] = unit.add(Node("duty", row.task_name, row=row, unit_id=unit_id))
    return root, duties, units


def _duty_texts(row: DutyRow, styles: words.LightStyles) -> tuple[str, str, str, str]:
    number = f"{row.no}  " if row.no else ""
    return (
        f"{number}{row.task_name}（{words.role_text(row)}）",
        words.short_day(row.due, row.year) if row.due else row.deadline_text,
        words.status_text(row, styles),
        words.progress_text(row),
    )
