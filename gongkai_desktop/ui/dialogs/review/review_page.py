"""The second step of an import: every file in a tab, what waits in one line, F8 from doubt to doubt."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from gongkai_desktop.services.import_plan import ImportPreview
from gongkai_desktop.services.review import Decision, ReviewFile
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.dialogs.forms import quiet_label, title_label
from gongkai_desktop.ui.dialogs.review.file_page import FilePage


class ReviewPage(QWidget):
    """All files of an import, readable or not."""

    changed = Signal()

    def __init__(
        self, workspace: Workspace, files: Sequence[ReviewFile], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._previews = [file.preview for file in files]
        self.files = [FilePage(workspace, file) for file in files if _is_readable(file.preview)]
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._tabs.setAccessibleName("文件")
        pages = iter(self.files)
        for preview in self._previews:
            page: QWidget = next(pages) if _is_readable(preview) else RefusedPage(preview)
            self._tabs.addTab(page, preview.file_name)
            self._tabs.setTabToolTip(self._tabs.count() - 1, preview.file_name)
        self._tabs.tabBar().setVisible(len(self._previews) > 1)
        for file in self.files:
            file.changed.connect(self._file_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tabs)
        QShortcut(QKeySequence(Qt.Key.Key_F8), self, self.next_doubt)
        QShortcut(QKeySequence("Shift+F8"), self, self.previous_doubt)
        QShortcut(QKeySequence("Ctrl+Z"), self, self._undo)
        QShortcut(QKeySequence("Ctrl+Y"), self, self._redo)
        self._file_changed()
        if self.files:
            self._tabs.setCurrentWidget(self.files[0])

    def waiting(self) -> int:
        """Doubts nobody has answered yet, in all files."""
        return sum(len(file.draft.doubts()) for file in self.files)

    def without_year(self) -> FilePage | None:
        """The first file whose year is unknown, brought to the front."""
        return next((file for file in self.files if file.draft.year is None), None)

    def bring_forward(self, file: FilePage) -> None:
        """Show a file's tab."""
        self._tabs.setCurrentWidget(file)

    def show_refused(self) -> None:
        """Show the first file that stays out."""
        for number in range(self._tabs.count()):
            if isinstance(self._tabs.widget(number), RefusedPage):
                self._tabs.setCurrentIndex(number)
                return

    def finished(self) -> list[ImportPreview]:
        """All previews as they are to be imported, in the order the files were given."""
        return [decision.preview for decision in self.decisions()]

    def to_put_aside(self) -> list[ImportPreview]:
        """All previews as they are to go on another day, with the answers about newer versions."""
        pages = {file.draft.preview.path: file for file in self.files}
        done = {path: page.decision().to_put_aside(page.file.older) for path, page in pages.items()}
        return [done.get(preview.path, preview) for preview in self._previews]

    def decisions(self) -> list[Decision]:
        """What is to become of every file, in the order they were given."""
        done = {file.draft.preview.path: file.decision() for file in self.files}
        return [done.get(preview.path, Decision(preview)) for preview in self._previews]

    def is_touched(self) -> bool:
        """Whether the clerk has corrected anything."""
        return any(file.draft.is_touched or file.units.chosen for file in self.files)

    def start(self) -> None:
        """Put the clerk before the first doubt, or before the tasks."""
        if self.waiting():
            self.next_doubt()
        elif self.files:
            self.files[0].review.take_focus()

    def next_doubt(self) -> None:
        """F8."""
        self._go(1)

    def previous_doubt(self) -> None:
        """Shift+F8."""
        self._go(-1)

    def _undo(self) -> None:
        page = self._tabs.currentWidget()
        if isinstance(page, FilePage):
            page.review.undo()

    def _redo(self) -> None:
        page = self._tabs.currentWidget()
        if isinstance(page, FilePage):
            page.review.redo()

    def _go(self, step: int) -> None:
        """To the next doubt of this file, else of the next file that has one."""
        current = self._tabs.currentIndex()
        for shift in range(self._tabs.count()):
            number = (current + shift * step) % self._tabs.count()
            page = self._tabs.widget(number)
            if isinstance(page, FilePage) and page.draft.doubts():
                self._tabs.setCurrentIndex(number)
                page.review.go(step)
                return

    def _file_changed(self) -> None:
        for number in range(self._tabs.count()):
            page = self._tabs.widget(number)
            self._tabs.setTabIcon(number, _tab_icon(page))
        self.changed.emit()


def _is_readable(preview: ImportPreview) -> bool:
    return preview.document is not None and preview.duplicate_of is None


def _tab_icon(page: QWidget) -> QIcon:
    """Whether the file still waits for the clerk, is ready, or stays out."""
    if isinstance(page, FilePage):
        return icons.icon("flag", "#b26a00") if page.draft.doubts() else icons.icon("complete", "#2e7d32")
    return icons.icon("close", theme.QUIET)


class RefusedPage(QWidget):
    """A file that stays out, the reason, and what to do; the other files go on."""

    def __init__(self, preview: ImportPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if preview.error:
            title, reason, hint = "这个文件没有读入", preview.error.message, preview.error.hint
        else:
            known = preview.duplicate_of.title if preview.duplicate_of else ""
            title, reason = "这个文件已经导入过", f"与台账中的“{known}”内容完全相同。"
            hint = "不会重复导入，无需处理。"
        picture = QLabel()
        picture.setPixmap(icons.icon("source", theme.QUIET).pixmap(theme.px(40), theme.px(40)))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(10))
        layout.addStretch(2)
        for part in (
            picture,
            title_label(title),
            QLabel(preview.file_name),
            QLabel(reason),
            quiet_label(hint),
        ):
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
                part.setWordWrap(True)
            layout.addWidget(part)
        layout.addStretch(3)
