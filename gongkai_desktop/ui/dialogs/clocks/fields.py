"""Fields that the dialogs on statutory limits share."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QLineEdit, QWidget

from gongkai_desktop.services.duties import unit_search_texts
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import date_field
from gongkai_desktop.ui.views.filter_bar import UnitChoice

TIME_HINT = "几时几分，例如 09:30"


def unit_field(workspace: Workspace, chosen: int | None = None) -> UnitChoice:
    """The units of the directory, the office itself first."""
    field = UnitChoice(first=f"{workspace.office.office}（本单位）")
    field.setMinimumWidth(theme.px(200))
    field.setMaximumWidth(16_777_215)
    texts = unit_search_texts(workspace)
    field.offer([(unit.name, unit.id, texts.get(unit.id, unit.name)) for unit in list_units(workspace)])
    field.setCurrentIndex(max(0, field.findData(chosen)))
    return field


def day_field(day: date, latest: date | None = None) -> QDateEdit:
    """A date, not after `latest`."""
    field = date_field(QDate(day.year, day.month, day.day))
    if latest is not None:
        field.setMaximumDate(QDate(latest.year, latest.month, latest.day))
    return field


def time_field() -> QLineEdit:
    """A time of day."""
    field = QLineEdit()
    field.setPlaceholderText("09:30")
    field.setMaxLength(5)
    return field


def side_by_side(*fields: tuple[str, QWidget]) -> QWidget:
    """Fields in one line, each with its name; the first is named by the row it stands in."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    for number, (name, field) in enumerate(fields):
        field.setAccessibleName(name)
        if number:
            label = QLabel(name)
            label.setBuddy(field)
            line.addWidget(label)
        line.addWidget(field, 1)
    both.setFocusProxy(fields[0][1])
    return both


def is_web(text: str) -> bool:
    """Whether an address can be opened; an empty one need not."""
    return not text or text.lower().startswith(("http://", "https://"))
