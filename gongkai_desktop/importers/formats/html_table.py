"""Tables of a web page: their rows and cells, and which of them only lay out the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai_desktop.domain.grid import Grid
from gongkai_desktop.importers.column_titles import is_column_title
from gongkai_desktop.importers.formats.html_tokens import Collector, Mark, is_hidden, lines, span_of
from gongkai_desktop.importers.formats.limits import too_deep
from gongkai_desktop.importers.formats.table_grid import Layouter

_MAX_NESTED = 12
_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(slots=True)
class Tables:
    """Reads the tables of one page; remembers what it has looked at."""

    name: str
    hidden_cells: int = 0
    _shapes: dict[etree._Element, tuple[bool, int]] = field(default_factory=dict)

    def is_frame(self, table: etree._Element) -> bool:
        """Whether a table only lays out the page around another table."""
        nested = [inner for inner in table.iter("table") if inner is not table]
        if not nested:
            return False
        if max(_depth(inner, table) for inner in nested) > _MAX_NESTED:
            raise too_deep(self.name)
        titled, filled = self._shape(table)
        shapes = [self._shape(inner) for inner in nested]
        if titled or any(inner_titled for inner_titled, _ in shapes):
            return not titled
        return max(inner_filled for _, inner_filled in shapes) > filled

    def grid(self, table: etree._Element, place: str) -> Grid | None:
        """A table with its merges; a table inside a cell gives its cells' text line by line."""
        self.hidden_cells += sum(
            is_hidden(part) and bool("".join(map(str, part.itertext())).strip())
            for part in table.iter("tbody", "tr", "td", "th")
        )
        layouter = Layouter(self.name, place)
        for group in _row_groups(table):
            for index, row in enumerate(group):
                layouter.start_row()
                rest = len(group) - index
                for cell in _cells(row):
                    span = span_of(cell, "rowspan", 1)
                    rows = min(span, rest) if span else rest
                    layouter.add(self.cell_text(cell), rows, span_of(cell, "colspan", 1))
        return layouter.grid()

    def cell_text(self, cell: etree._Element) -> str:
        """What a cell shows, a line each paragraph."""
        out: list[str] = []
        collector = Collector()
        collector.content(cell)
        start = 0
        for index, token in enumerate(collector.tokens):
            if token.mark is Mark.TABLE and token.table is not None:
                out += lines(collector.tokens[start:index])
                out += [self.cell_text(inner) for inner in table_cells(token.table)]
                start = index + 1
        out += lines(collector.tokens[start:])
        return "\n".join(out).strip()

    def _shape(self, table: etree._Element) -> tuple[bool, int]:
        """Whether a row of the table itself is column titles, and how many of its cells hold own text."""
        if table not in self._shapes:
            filled, titled = 0, False
            for group in _row_groups(table):
                for row in group:
                    texts = [text for cell in _cells(row) if (text := _own_text(cell))]
                    titles = sum(is_column_title(text) for text in texts)
                    titled = titled or titles >= 3 or (titles == 2 == len(texts))
                    filled += len(texts)
            self._shapes[table] = titled, filled
        return self._shapes[table]


def table_cells(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of a table in reading order, without those of tables inside them."""
    for group in _row_groups(table):
        for row in group:
            yield from _cells(row)


def caption(table: etree._Element) -> etree._Element | None:
    """The caption element of a table."""
    return table.find("caption")


def _own_text(cell: etree._Element) -> str:
    collector = Collector()
    collector.content(cell)
    return "".join(token.text for token in collector.tokens).strip()


def _depth(inner: etree._Element, outer: etree._Element) -> int:
    return sum(above.tag == "table" for above in inner.iterancestors() if above is not outer)


def _row_groups(table: etree._Element) -> list[list[etree._Element]]:
    """Rows by group, in the order they are printed: head, bodies, foot."""
    groups: list[list[etree._Element]] = []
    head: list[list[etree._Element]] = []
    foot: list[list[etree._Element]] = []
    loose: list[etree._Element] = []
    for part in _inside(table, (*_GROUPS, "tr")):
        if part.tag == "tr":
            if not loose:
                groups.append(loose)
            loose.append(part)
            continue
        loose = []
        rows = list(_inside(part, ("tr",)))
        (head if part.tag == "thead" else foot if part.tag == "tfoot" else groups).append(rows)
    return [*head, *groups, *foot]


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _inside(row, ("td", "th"))


def _inside(parent: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    """Elements of these names, looked for through what bad markup puts between (form, div, a)."""
    for child in parent:
        if child.tag in wanted:
            if not is_hidden(child):
                yield child
        elif isinstance(child.tag, str) and child.tag not in ("table", "td", "th", "caption", "colgroup"):
            yield from _inside(child, wanted)
