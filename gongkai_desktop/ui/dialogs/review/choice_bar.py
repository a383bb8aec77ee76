"""A line above the review that asks how a file is to be taken: two ways, and a look at the difference."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import plain_button
from gongkai_desktop.ui.views.flow_layout import FlowLayout


class ChoiceBar(QFrame):
    """The first way is the one taken unless the clerk says otherwise."""

    chosen = Signal(int)
    """0 for the first way, 1 for the second."""
    look_wanted = Signal()

    def __init__(
        self, text: str, ways: tuple[str, str], look: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choiceBar")
        self.setStyleSheet(
            f"#choiceBar {{ background: {theme.BLUE_SOFT}; border: 1px solid #c5d9ee; border-radius: 4px; }}"
        )
        self._group = QButtonGroup(self)
        inside = QWidget()
        layout = FlowLayout(theme.px(14), theme.px(4), inside)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(theme.px(10), theme.px(5), theme.px(10), theme.px(5))
        frame.addWidget(inside)
        label = QLabel(text)
        label.setMinimumHeight(theme.px(28))
        layout.addWidget(label)
        for number, way in enumerate(ways):
            button = QRadioButton(way)
            button.setMinimumHeight(theme.px(28))
            self._group.addButton(button, number)
            layout.addWidget(button)
        self.look: QPushButton | None = plain_button(look, self.look_wanted.emit) if look else None
        if self.look:
            layout.addWidget(self.look)
        self.set_way(0)
        self._group.idClicked.connect(self.chosen)

    def set_way(self, number: int) -> None:
        """Show a way as taken without telling it."""
        self._group.button(number).setChecked(True)

    @property
    def way(self) -> int:
        """The way taken."""
        return self._group.checkedId()
