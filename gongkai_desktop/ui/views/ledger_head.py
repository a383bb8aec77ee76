"""The line above the views: which view, how many rows are shown, [导入…] and [导出…]."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.models.words import LightStyles

VIEWS = (("table", "表格"), ("tree", "按单位"), ("calendar", "日历"))


class LedgerHead(QWidget):
    """Speaks through signals; the page decides."""

    view_chosen = Signal(str)
    import_wanted = Signal()
    export_wanted = Signal()
    print_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, styles: LightStyles, soon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._styles = styles
        self._soon = soon
        self.count = QLabel()
        self._texts: tuple[str, ...] = ()
        self.clear = QPushButton("显示全部")
        self.take_in = QPushButton(icons.icon("import", theme.GROUND), "导入…")
        self.give_out = QPushButton(icons.icon("export", theme.BLUE), "导出…")
        self.print_out = QPushButton(icons.icon("print", theme.BLUE), "打印…")
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self._build_ui()
        self.clear.clicked.connect(self.clear_wanted)
        self.take_in.clicked.connect(self.import_wanted)
        self.give_out.clicked.connect(self.export_wanted)
        self.print_out.clicked.connect(self.print_wanted)

    def _build_ui(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addLayout(self._build_switch())
        self.count.setAccessibleName("显示的项数")
        self.count.setTextFormat(Qt.TextFormat.RichText)
        self.count.setMinimumWidth(1)
        self.clear.setProperty("quiet", True)
        self.clear.setToolTip("清除筛选条件（Esc）")
        self.take_in.setProperty("main", True)
        self.take_in.setToolTip("导入任务分解表（Ctrl+O），也可以把文件拖进窗口")
        self.give_out.setToolTip("把显示的事项导出为 Excel 表（Ctrl+E）")
        self.print_out.setToolTip("打印显示的事项和栏目，按现在的顺序（Ctrl+P）")
        layout.addSpacing(theme.px(8))
        layout.addWidget(self.count)
        layout.addWidget(self.clear)
        layout.addStretch(1)
        layout.addWidget(self.take_in)
        layout.addWidget(self.give_out)
        layout.addWidget(self.print_out)

    def _build_switch(self) -> QHBoxLayout:
        switch = QHBoxLayout()
        switch.setSpacing(0)
        ends = {0: "first", len(VIEWS) - 1: "last"}
        for place, (key, title) in enumerate(VIEWS):
            button = QPushButton(title)
            button.setCheckable(True)
            button.setProperty("segment", ends.get(place, "middle"))
            button.setToolTip(f"Ctrl+{place + 1}")
            button.clicked.connect(lambda _on, key=key: self.view_chosen.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
            switch.addWidget(button)
        return switch

    def show_view(self, key: str) -> None:
        """Mark the view that is shown."""
        self.buttons[key].setChecked(True)

    def show_counts(self, shown: int, total: int, lights: Counter[Light], *, filtered: bool) -> None:
        """显示 128 / 466 项 · 逾期 11 · 7日内到期 6."""
        late, soon = lights[Light.LATE], lights[Light.SOON]
        style = self._styles[Light.LATE]
        late_word = f"{style.word} {late}"
        if late:
            late_word = f'<span style="color:{style.colour}; font-weight:700;">{late_word}</span>'
        self._texts = (
            f"显示 <b>{shown}</b> / {total} 项 · {late_word} · {self._soon}到期 {soon}",
            f"<b>{shown}</b> / {total} · {late_word} · {self._styles[Light.SOON].word} {soon}",
        )
        self.clear.setVisible(filtered)
        self._choose_text()

    def show_reading(self) -> None:
        """The first rows are there, and nobody knows yet how many there are."""
        self._texts = ("正在读取其余事项…",)
        self.clear.hide()
        self._choose_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text in a small window leaves room for the short form only."""
        super().resizeEvent(event)
        self._choose_text()

    def _choose_text(self) -> None:
        # With large text in a small window there is no room for a button that has a key.
        for printing in (True, False):
            self.print_out.setVisible(printing)
            for text in self._texts:
                self.count.setText(text)
                if self.sizeHint().width() <= self.width():
                    return
