"""The pages that are built when they are first asked for: few starts of the program need them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QTabWidget, QWidget

from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.preferences import PreferenceFile


class Page(Protocol):
    """What all pages can do."""

    def reload(self) -> None:
        """Read the ledger again."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page works on, and the window's answers to what it wishes."""

    workspace: Workspace
    today: date
    preferences: PreferenceFile
    committed: Callable[[str, str], None]
    run: Callable[..., None]
    workspace_changed: Callable[[Workspace], None]


def build(key: str, around: Surroundings) -> QWidget:
    """The page of this key, connected; it has not read the ledger yet."""
    return _BUILDERS[key](around)


def show_sheet(page: QWidget, sheet: int) -> None:
    """Turn to one of the sheets of a page that has several."""
    tabs = getattr(page, "tabs", None)
    if isinstance(tabs, QTabWidget):
        tabs.setCurrentIndex(sheet)


def _clocks(around: Surroundings) -> QWidget:
    from gongkai_desktop.ui.clock_page import ClockPage

    page = ClockPage(around.workspace, around.today)
    page.committed.connect(around.committed)
    page.command_wanted.connect(around.run)
    return page


def _report(around: Surroundings) -> QWidget:
    from gongkai_desktop.ui.report_page import ReportPage

    page = ReportPage(around.workspace, around.today)
    page.changed.connect(lambda: around.run("reload", []))
    return page


def _settings(around: Surroundings) -> QWidget:
    from gongkai_desktop.ui.settings_page import SettingsPage

    page = SettingsPage(around.workspace, around.today, around.preferences)
    page.committed.connect(around.committed)
    page.workspace_changed.connect(around.workspace_changed)
    return page


def _supervision(around: Surroundings) -> QWidget:
    from gongkai_desktop.ui.supervision_page import SupervisionPage

    page = SupervisionPage(around.workspace, around.today)
    page.committed.connect(around.committed)
    page.changed.connect(lambda: around.run("reload", []))
    page.workspace_changed.connect(around.workspace_changed)
    return page


_BUILDERS: Mapping[str, Callable[[Surroundings], QWidget]] = {
    "clocks": _clocks,
    "report": _report,
    "settings": _settings,
    "supervision": _supervision,
}
LATER = frozenset(_BUILDERS)
