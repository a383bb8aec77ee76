"""The three views of the ledger, one upon the other; all but the table are built when first shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gongkai_desktop.services.office import lead_times
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views.table import DutyTableView

if TYPE_CHECKING:
    from gongkai_desktop.ui.views.calendar import DutyCalendarView
    from gongkai_desktop.ui.views.tree import DutyTreeView

    View = DutyTableView | DutyTreeView | DutyCalendarView


class LedgerViews(QStackedWidget):
    """Hands on what the views say, whichever of them are there."""

    selection_made = Signal(object, object)
    """Ids of the selected duties, id of the current one."""
    command_wanted = Signal(str)
    whole_wanted = Signal(object)
    edit_wanted = Signal(object, str, str)
    move_wanted = Signal(object, object)
    """A checkpoint, and the day it was put on or None."""
    print_wanted = Signal(str, object)
    file_wanted = Signal()
    unit_wanted = Signal(int)
    confirm_wanted = Signal()
    notices_wanted = Signal(int)

    def __init__(
        self, workspace: Workspace, styles: LightStyles, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._styles = styles
        self._today = today
        self._unit_texts: Mapping[int, str] = {}
        self.followed_by: Sequence[QWidget] = ()
        """What stands beside and below, in the order of the Tab key."""
        self.table = DutyTableView(styles)
        self.table.edit_wanted.connect(self.edit_wanted)
        self._views: dict[str, View] = {}
        self._add("table", self.table)

    @property
    def tree(self) -> DutyTreeView:
        """按单位."""
        return cast("DutyTreeView", self.view("tree"))

    @property
    def calendar(self) -> DutyCalendarView:
        """日历."""
        return cast("DutyCalendarView", self.view("calendar"))

    def view(self, key: str) -> View:
        """A view by its key."""
        if key not in self._views:
            self._add(key, self._build_tree() if key == "tree" else self._build_calendar())
            # What is built later would come last of all in the window for the Tab key.
            stops = [self.tree] if key == "tree" else self.calendar.stops
            for one, other in pairwise((self.table, *stops)):
                QWidget.setTabOrder(one, other)
        return self._views[key]

    def find_units_by(self, texts: Mapping[int, str]) -> None:
        """For every unit the text to find it by."""
        self._unit_texts = texts
        if "tree" in self._views:
            self.tree.unit_texts = texts

    def _add(self, key: str, view: View) -> None:
        view.selection_made.connect(self.selection_made)
        view.command_wanted.connect(self.command_wanted)
        view.whole_wanted.connect(self.whole_wanted)
        self._views[key] = view
        self.addWidget(view)
        # What is built later would be the last of all in the window for the Tab key.
        last, widget = cast("QWidget", view), view.nextInFocusChain()
        while widget is not None and view.isAncestorOf(widget):
            last, widget = widget, widget.nextInFocusChain()
        for following in self.followed_by:
            QWidget.setTabOrder(last, following)
            last = following

    def _build_tree(self) -> DutyTreeView:
        from gongkai_desktop.ui.views.tree import DutyTreeView

        tree = DutyTreeView(self._styles)
        tree.unit_texts = self._unit_texts
        tree.unit_wanted.connect(self.unit_wanted)
        tree.confirm_wanted.connect(self.confirm_wanted)
        tree.notices_wanted.connect(self.notices_wanted)
        return tree

    def _build_calendar(self) -> DutyCalendarView:
        from gongkai_desktop.ui.views.calendar import DutyCalendarView

        lead = lead_times(self._workspace.office)
        calendar = DutyCalendarView(self._styles, self._workspace.calendar, self._today, lead)
        calendar.move_wanted.connect(self.move_wanted)
        calendar.print_wanted.connect(self.print_wanted)
        calendar.file_wanted.connect(self.file_wanted)
        return calendar
