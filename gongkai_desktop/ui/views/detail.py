"""The panel at the right: the selected duty in full, with what can be done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.kinds import DutyState
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views import detail_html

if TYPE_CHECKING:
    from gongkai_desktop.services.duties import DutyDetail


class DetailPanel(QWidget):
    """Shows the row at once and the rest when it has been read."""

    command_wanted = Signal(str)
    move_wanted = Signal(int)
    """Id of the checkpoint to move."""
    source_wanted = Signal()
    paper_wanted = Signal(object)
    """An issued paper, to be had once more."""
    check_wanted = Signal(object)
    """The task whose doubts are to be looked at, as a list of one."""

    def __init__(self, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self._styles = styles
        self._detail: DutyDetail | None = None
        self._opened: frozenset[str] = frozenset()
        self._row: DutyRow | None = None
        self.body = QTextBrowser()
        self.record = QPushButton(icons.icon("progress", theme.GROUND), "记进展")
        self.finish = QPushButton(icons.icon("complete", theme.BLUE), "完成…")
        self._hint = QLabel("在左边选中一项，\n这里就会显示它的原文、时限、进展和佐证。")
        self._build_ui()
        self.record.clicked.connect(lambda: self.command_wanted.emit("progress"))
        self.finish.clicked.connect(self._finish_or_reopen)
        self.body.anchorClicked.connect(self._follow)
        self.show_nothing()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key goes."""
        return (self.body, self.record, self.finish)

    def _build_ui(self) -> None:
        self.body.setOpenLinks(False)
        self.body.setMinimumHeight(theme.px(40))
        self.body.setAccessibleName("责任事项详情")
        self.body.document().setDocumentMargin(0)
        self.body.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.body.setStyleSheet("QTextBrowser { border: none; padding: 0; }")
        self.record.setProperty("main", True)
        self._hint.setProperty("quiet", True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._hint.setWordWrap(True)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, theme.px(10), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.record)
        row.addWidget(self.finish)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(14), theme.px(6), theme.px(8))
        layout.setSpacing(theme.px(10))
        layout.addWidget(self._hint, 1)
        layout.addWidget(self.body, 1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(theme.px(232))

    def show_nothing(self) -> None:
        """No duty is selected."""
        self._row = self._detail = None
        self._buttons.hide()
        self.body.hide()
        self._hint.show()

    def show_row(self, row: DutyRow) -> None:
        """What the list already knows; the rest follows with `show_detail`."""
        same = self._row is not None and self._row.duty_id == row.duty_id
        if not same:
            self._detail = None
        self._row = row
        done = row.state is DutyState.DONE
        self.finish.setText("重新打开" if done else "完成…")
        self.finish.setIcon(icons.icon("reopen" if done else "complete", theme.BLUE))
        self._hint.hide()
        self._buttons.show()
        self.body.show()
        self._write(keep_place=same)

    def show_detail(self, detail: DutyDetail) -> None:
        """Everything; the place of the scroll bar stays for the same duty."""
        self._detail = detail
        self.show_row(detail.row)

    @property
    def detail(self) -> DutyDetail | None:
        """What is shown in full."""
        return self._detail

    def _write(self, *, keep_place: bool) -> None:
        if self._row is None:
            return
        bar = self.body.verticalScrollBar()
        place = bar.value() if keep_place else 0
        text = detail_html.head_html(self._row, self._styles)
        if self._detail is not None:
            text += detail_html.body_html(self._detail, self._styles, self._opened)
        self.body.setHtml(text)
        bar.setValue(place)

    def _finish_or_reopen(self) -> None:
        done = self._row is not None and self._row.state is DutyState.DONE
        self.command_wanted.emit("reopen" if done else "complete")

    def _follow(self, url: QUrl) -> None:
        address = url.toString()
        if address == detail_html.SOURCE:
            self.source_wanted.emit()
        elif address == detail_html.CHECK and self._detail is not None:
            from gongkai_desktop.services.today import TaskToCheck

            self.check_wanted.emit([TaskToCheck(self._detail.task, self._detail.plan.title)])
        elif address.startswith(detail_html.MOVE):
            self.move_wanted.emit(int(address.removeprefix(detail_html.MOVE)))
        elif address.startswith(detail_html.PAPER) and self._detail is not None:
            number = int(address.removeprefix(detail_html.PAPER))
            for notice in self._detail.notices:
                if notice.id == number:
                    self.paper_wanted.emit(notice)
        elif address in (detail_html.EVENT, detail_html.RHYTHM) or address.startswith(detail_html.STRIP):
            self.command_wanted.emit(address.removeprefix("app:"))
        elif address.startswith("app:"):
            self._opened ^= {address}
            self._write(keep_place=True)
        elif url.scheme() in ("http", "https"):
            # Addresses come from imported files; nothing but web pages is opened.
            QDesktopServices.openUrl(url)
