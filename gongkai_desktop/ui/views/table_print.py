"""The table of the ledger as it is to be printed: the columns shown, in their order, and its rows."""

from __future__ import annotations

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.print_ledger import PrintedColumn, PrintedTable
from gongkai_desktop.ui.models.duty_list import DutyList
from gongkai_desktop.ui.views.table import DutyTableView


def printed_table(view: DutyTableView, duties: DutyList) -> PrintedTable:
    """What the view shows; the values that rows of one task share are said once, as on screen."""
    view.show_rows(duties.shown)  # a view that is not seen may not have been told of the last filter
    widths = {key: width for key, width in view.layout_state().items() if width > 0}
    by_key = {column.key: column for column in view.table.columns}
    shown = [by_key[key] for key in widths]
    rows, late, before = [], set(), None
    for place in range(view.table.rowCount()):
        row = view.table.row_at(place)
        again = row.task_id == before
        before = row.task_id
        rows.append(tuple("" if again and one.merged else one.copy_text(row) for one in shown))
        if row.light is Light.LATE:
            late.add(place)
    columns = tuple(PrintedColumn(one.title, widths[one.key], one.right) for one in shown)
    return PrintedTable(columns, tuple(rows), frozenset(late), len(duties.all_rows))
