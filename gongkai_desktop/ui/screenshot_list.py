"""Every page and every dialog there is: the one list for the pictures and for the tests that look at all.

A new page comes in with `navigation.PAGES`; the scenes of new dialogs are added to `every_scene`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QTabWidget, QWidget

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.clocks import list_clocks
from gongkai_desktop.services.papers import issued_papers
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.screenshot_clocks import clock_scenes, load_clocks
from gongkai_desktop.ui.screenshot_papers import paper_scenes
from gongkai_desktop.ui.screenshot_password import password_scenes
from gongkai_desktop.ui.screenshot_scene import Scene
from gongkai_desktop.ui.screenshot_scenes import dialog_scenes, import_scenes
from gongkai_desktop.ui.screenshot_supervision import load_supervision, supervision_scenes
from gongkai_desktop.ui.tour import HINTS, Hint, Tour
from gongkai_desktop.ui.views.calendar_head import MODES
from gongkai_desktop.ui.views.ledger_head import VIEWS
from gongkai_desktop.ui.views.navigation import PAGES


def fill(workspace: Workspace, today: date) -> None:
    """Put into the sample's ledger, once, what the pages on limits and supervision show."""
    if not list_clocks(workspace, today):
        load_clocks(workspace, today)
    if not issued_papers(workspace, today):
        load_supervision(workspace, today)


def every_scene(
    workspace: Workspace, fresh: Workspace, today: date, window: QWidget, spare: Path
) -> list[Scene]:
    """All dialogs: on a filled ledger, and on a new one (`fresh`) with files made in the folder `spare`."""
    return [
        Scene("使用提示", lambda: Tour([Hint(*words) for words in HINTS], window)),
        *dialog_scenes(workspace, today, window),
        *clock_scenes(workspace, today, window),
        *supervision_scenes(workspace, today, window),
        *paper_scenes(workspace, today, window),
        *password_scenes(workspace, window),
        *import_scenes(fresh, today, window, spare),
    ]


def walk_views(window: MainWindow) -> Iterator[str]:
    """Bring the window to each view of the ledger, with a late duty chosen, and name it."""
    window.show_page("ledger")
    late = next((row for row in window.ledger.duties.shown if row.light is Light.LATE), None)
    for view, title in VIEWS:
        window.ledger.show_view(view)
        if late:
            window.ledger.duties.select([late.duty_id], late.duty_id)
        yield f"台账-{title}"


def walk_pages(window: MainWindow, today: date) -> Iterator[str]:
    """Bring the window to each way of the calendar, each other page and sheet of settings, and name it."""
    window.show_page("ledger")
    window.ledger.show_view("calendar")
    window.ledger.calendar.go_to(today)
    for mode, title in MODES:
        window.ledger.calendar.show_mode(mode)
        yield f"日历-{title}"
    window.ledger.calendar.show_mode("month")
    for key, title, _icon in PAGES:
        if key == "ledger":
            continue
        window.show_page(key)
        tabs = getattr(window.pages[key], "tabs", None)
        if not isinstance(tabs, QTabWidget):
            yield title
            continue
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            yield f"{title}-{tabs.tabText(number).partition('（')[0]}"
    window.show_page("ledger")
    window.ledger.show_view("table")
