"""The narrow bar at the left: one button a page, icon over word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gongkai_desktop.ui import icons, theme

PAGES = (
    ("today", "今日", "today"),
    ("ledger", "台账", "ledger"),
    ("supervision", "督办", "notice"),
    ("clocks", "法定时限", "clock"),
    ("report", "报表", "report"),
    ("settings", "设置", "settings"),
)
"""The pages of the window. All but the ledger are built when they are first asked for."""


class Navigation(QWidget):
    """Pages at the top, settings and the like at the bottom."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(68))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.px(6), 8, theme.px(6), 8)
        self._layout.setSpacing(4)
        for number, (key, title, icon) in enumerate(PAGES, start=1):
            if key == "settings":
                self._layout.addStretch(1)
            self._add_page(key, title, icon, f"Alt+{number}")
        self._button("关于", "about").clicked.connect(lambda: self.chosen.emit("about"))

    def _add_page(self, key: str, title: str, icon: str, shortcut: str) -> None:
        button = self._button(title, icon)
        button.setCheckable(True)
        button.setToolTip(f"{title}（{shortcut}）")
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[key] = button

    def add_command(self, title: str, icon: str, shortcut: str, pressed: Callable[[], object]) -> None:
        """A button that does something at once."""
        button = self._button(title, icon)
        button.setToolTip(f"{title}（{shortcut}）")
        button.clicked.connect(pressed)

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> QToolButton:
        """The button of a page."""
        return self._buttons[key]

    def _button(self, title: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.setAccessibleName(title)
        button.setIcon(icons.icon(icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        # Seven pages in large text leave less room than the buttons would like.
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        button.setMinimumHeight(theme.px(42))
        button.setMaximumHeight(theme.px(58))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._layout.addWidget(button)
        return button
