"""The panel beside the list of statutory limits: one of them in full, with what can be done to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from gongkai_desktop.domain.clocks import ClockState
from gongkai_desktop.services.clocks import ClockDetail, ClockLine
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views import clock_html
from gongkai_desktop.ui.views.flow_layout import FlowLayout

COMMANDS = (
    ("complete", "办结…", "finish"),
    ("pause", "暂停…", "pause"),
    ("right", "恢复计时…", "resume"),
    ("reopen", "重新起算…", "reset"),
    ("move-date", "延长…", "extend"),
    ("progress", "修改…", "edit"),
    ("reopen", "重新打开…", "reopen"),
    ("close", "取消…", "cancel"),
)
_ALLOWED = {
    ClockState.RUNNING: {"finish", "pause", "reset", "extend", "edit", "cancel"},
    ClockState.PAUSED: {"finish", "resume", "reset", "extend", "edit", "cancel"},
    ClockState.FINISHED: {"reopen", "edit"},
    ClockState.CANCELLED: {"reopen"},
}
_ON_DATES = {"finish", "edit", "cancel", "reopen"}
"""What can be done to a date that the law itself prints."""


def allowed(lines: list[ClockLine]) -> set[str]:
    """The commands that make sense for all of these limits."""
    sets = [_ALLOWED[line.state] & (_ON_DATES if line.wheel_year else _ALLOWED[line.state]) for line in lines]
    common = set.intersection(*sets) if sets else set()
    return common - ({"edit"} if len(lines) > 1 else set())


def clock_menu(parent: QWidget, lines: list[ClockLine], run: object) -> QMenu:
    """The commands on these limits; `run` gets the name of the chosen one."""
    menu, can = QMenu(parent), allowed(lines)
    for icon, text, command in COMMANDS:
        if command in can:
            menu.addAction(icons.icon(icon), text, lambda command=command: run(command))  # type: ignore[operator]
    return menu


class ClockDetailPanel(QWidget):
    """Shows the line at once and the rest when it has been read."""

    command_wanted = Signal(str)
    print_wanted = Signal()

    def __init__(self, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self._styles = styles
        self._line: ClockLine | None = None
        self._detail: ClockDetail | None = None
        self._verified: bool | None = None
        self._opened: frozenset[str] = frozenset()
        self.body = QTextBrowser()
        self.finish = QPushButton("办结…")
        self.pause = QPushButton("暂停…")
        self.more = QPushButton("更多")
        self._hint = QLabel("在左边选中一件，\n这里就会显示它的依据、\n怎样算出的和变更记录。")
        self._build()
        self.finish.clicked.connect(lambda: self._run("finish"))
        self.pause.clicked.connect(lambda: self._run("pause"))
        self.body.anchorClicked.connect(self._follow)
        self.show_nothing()

    def _build(self) -> None:
        self.body.setOpenLinks(False)
        self.body.setMinimumHeight(theme.px(40))
        self.body.setAccessibleName("法定时限详情")
        self.body.document().setDocumentMargin(0)
        self.body.setViewportMargins(0, 0, theme.px(10), 0)
        self.body.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.body.setStyleSheet("QTextBrowser { border: none; padding: 0; }")
        self.finish.setProperty("main", True)
        self.more.setProperty("menu", True)
        self.more.setMenu(QMenu(self.more))
        self._hint.setProperty("quiet", True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons = QWidget()
        row = FlowLayout(theme.px(8), theme.px(4), self._buttons)
        for button in (self.finish, self.pause, self.more):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(14), theme.px(6), theme.px(8))
        layout.setSpacing(theme.px(10))
        layout.addWidget(self._hint, 1)
        layout.addWidget(self.body, 1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(theme.px(228))

    def show_nothing(self) -> None:
        """No limit is selected."""
        self._line = self._detail = None
        self.body.hide()
        self._buttons.hide()
        self._hint.show()

    def show_line(self, line: ClockLine) -> None:
        """What the list already knows; the rest follows with `show_detail`."""
        if self._line is None or self._line.clock_id != line.clock_id:
            self._detail = None
        self._line = line
        can = allowed([line])
        paused = line.state is ClockState.PAUSED
        self.finish.setText("办结…" if "finish" in can else "重新打开…")
        self.finish.setEnabled(bool(can & {"finish", "reopen"}))
        self.pause.setText("恢复…" if paused else "暂停…")
        self.pause.setVisible(bool(can & {"pause", "resume"}))
        self._fill_more(can)
        self._hint.hide()
        self.body.show()
        self._buttons.show()
        self._write()

    def _fill_more(self, can: set[str]) -> None:
        menu = self.more.menu()
        menu.clear()
        for icon, text, command in COMMANDS:
            if command in can - {"finish", "pause", "resume"}:
                menu.addAction(
                    icons.icon(icon), text, lambda command=command: self.command_wanted.emit(command)
                )
        self.more.setVisible(not menu.isEmpty())

    def show_detail(self, detail: ClockDetail, verified: bool | None) -> None:
        """Everything about the limit; `verified` says whether its rule was read in the law itself."""
        self._detail, self._verified = detail, verified
        self._write()

    def _write(self) -> None:
        if self._line is None:
            return
        place = self.body.verticalScrollBar().value()
        html = clock_html.clock_head(self._line, self._styles)
        if self._detail is not None and self._detail.line.clock_id == self._line.clock_id:
            html += clock_html.clock_body(self._detail, self._verified, self._opened)
        self.body.setHtml(html)
        self.body.verticalScrollBar().setValue(place)

    def _run(self, command: str) -> None:
        if command == "finish" and self.finish.text().startswith("重新"):
            command = "reopen"
        if command == "pause" and self._line is not None and self._line.state is ClockState.PAUSED:
            command = "resume"
        self.command_wanted.emit(command)

    def _follow(self, url: QUrl) -> None:
        address = url.toString()
        if address == clock_html.PRINT:
            self.print_wanted.emit()
        elif address.startswith("app:"):
            self._opened ^= {address}
            self._write()
        elif url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
