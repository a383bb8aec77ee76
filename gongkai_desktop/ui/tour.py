"""Three hints over the window after the first start: where to begin, what to look at; skipped with Esc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, quiet_label

if TYPE_CHECKING:
    from gongkai_desktop.ui.main_window import MainWindow

IMPORT_HINT = (
    "从这里开始",
    "把任务分解表导入台账：按“导入…”选择文件，也可以把文件直接拖进窗口。Word、Excel、PDF 都可以。",
)
VIEWS_HINT = (
    "一份台账，三种看法",
    "表格、按单位、日历（Ctrl+1、Ctrl+2、Ctrl+3）看的是同样的责任事项，筛选和选中的都跟着走。",
)
TODAY_HINT = (
    "每天先看“今日”",
    "谁逾期了、谁快到期了、还有哪些要核对，都在这一页。任何时候按 F1 打开用户手册。",
)
HINTS = (IMPORT_HINT, VIEWS_HINT, TODAY_HINT)
_LOOK_MS = 200


@dataclass(frozen=True, slots=True)
class Hint:
    """A few words on one part of the window."""

    title: str
    text: str
    targets: tuple[QWidget, ...] = ()
    """The first of these that is seen is the one spoken of."""

    def target(self) -> QWidget | None:
        """The part to point to; None when none is seen."""
        return next((widget for widget in self.targets if widget.isVisible()), None)


def hints_of(window: MainWindow) -> tuple[Hint, ...]:
    """What a newcomer is told of the window."""
    ledger, pages = window.ledger, window.navigation
    return (
        Hint(*IMPORT_HINT, (ledger.head.take_in, ledger.empty.button)),
        Hint(*VIEWS_HINT, (ledger.head.buttons["tree"], pages.button("ledger"))),
        Hint(*TODAY_HINT, (pages.button("today"),)),
    )


class Tour(QDialog):
    """A card inside the window, beside what it speaks of; the window stays usable."""

    def __init__(self, hints: Sequence[Hint], window: QWidget) -> None:
        super().__init__(window)
        # A child of the window, as not every desktop lets a program place its windows.
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("使用提示")
        self.setObjectName("tour")
        self.setStyleSheet(f"#tour {{ background: {theme.GROUND}; border: 2px solid {theme.BLUE}; }}")
        self._hints = tuple(hints)
        self._at = 0
        self._window = window
        self._mark = QFrame(window)
        self._mark.setObjectName("tourMark")
        self._mark.setStyleSheet(f"#tourMark {{ border: 3px solid {theme.BLUE}; border-radius: 6px; }}")
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = QLabel()
        self._title.setFont(theme.font(15, strong=True))
        self._text = quiet_label()
        self._count = QLabel()
        self._count.setProperty("quiet", True)
        self._skip = plain_button("跳过", self.reject)
        self._next = main_button("下一条")
        self._next.clicked.connect(self._go_on)
        self._build()
        self.finished.connect(self._mark.deleteLater)
        window.installEventFilter(self)
        # What it speaks of may come in later than the hint: the ledger is read in the background.
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._place)
        self._look.start()
        self._show()

    def _build(self) -> None:
        self.setFixedWidth(theme.px(340))
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._skip)
        foot.addWidget(self._next)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        layout.setSpacing(theme.px(10))
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(foot)

    def _go_on(self) -> None:
        if self._at + 1 == len(self._hints):
            self.accept()
        else:
            self._at += 1
            self._show()

    def _show(self) -> None:
        hint = self._hints[self._at]
        is_last = self._at + 1 == len(self._hints)
        self._title.setText(hint.title)
        self._text.setText(hint.text)
        self._count.setText(f"{self._at + 1} / {len(self._hints)}")
        self._next.setText("知道了" if is_last else "下一条")
        self._skip.setVisible(not is_last)
        self._next.setFocus()
        self._place()

    def _place(self) -> None:
        """Below or beside the part spoken of, always inside the window."""
        window, target = self._window, self._hints[self._at].target()
        self.setFixedHeight(self._layout.totalHeightForWidth(self.width()))
        self._mark.setVisible(target is not None)
        if target is None:
            self.move(window.rect().center() - self.rect().center())
            return
        gap = theme.px(8)
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        self._mark.setGeometry(place.adjusted(-4, -4, 4, 4))
        self._mark.raise_()
        beside = place.height() > place.width() or place.left() < theme.px(60)
        corner = place.topRight() if beside else place.bottomLeft()
        corner += QPoint(gap, 0) if beside else QPoint(0, gap)
        right, bottom = window.width() - self.width() - gap, window.height() - self.height() - gap
        self.move(max(gap, min(corner.x(), right)), max(gap, min(corner.y(), bottom)))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside its part when the window changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        return super().eventFilter(watched, event)
