"""What a right click on duties offers; the same in all three views."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from gongkai_desktop.ui import icons

_ENTRIES = (
    ("progress", "记进展…", "progress"),
    ("complete", "完成…", "complete"),
    ("reopen", "重新打开…", "reopen"),
    ("move-date", "改期…", "move_date"),
    ("unit", "分别定日期…", "own_dates"),
    ("flag", "登记事件…", "event"),
    ("calendar", "检查节奏…", "rhythm"),
    ("close", "取消责任事项…", "cancel"),
)


def add_commands(menu: QMenu, run: Callable[[str], None]) -> None:
    """The commands on the selected duties."""
    for icon, text, command in _ENTRIES:
        menu.addAction(icons.icon(icon), text, lambda command=command: run(command))


def duty_menu(
    parent: QWidget,
    run: Callable[[str], None],
    read: Callable[[], None],
    copy: Callable[[], None] | None = None,
) -> QMenu:
    """The commands, and what can be done to a single row of a list."""
    menu = QMenu(parent)
    add_commands(menu, run)
    menu.addSeparator()
    menu.addAction(icons.icon("source"), "看全文\t回车", read)
    if copy is not None:
        menu.addAction(icons.icon("copy"), "复制所选行\tCtrl+C", copy)
    return menu
