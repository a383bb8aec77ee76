"""关于: version, where the data is, and the licences of what the program is built from."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop import __version__, paths
from gongkai_desktop.services.licences import licences
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, quiet_label, size_dialog, title_label
from gongkai_desktop.ui.dialogs.listing import text_table


class AboutDialog(QDialog):
    """Nothing to decide here; Esc and Enter close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"关于{paths.APP_NAME}")
        size_dialog(self, 720, 600)
        picture = QLabel()
        picture.setPixmap(icons.icon("app", theme.BLUE).pixmap(theme.px(48), theme.px(48)))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(title_label(paths.APP_NAME))
        words.addWidget(quiet_label(f"版本 {__version__}　县级政务公开任务的导入、台账、督办"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        head.addWidget(picture)
        head.addLayout(words, 1)
        folder = quiet_label(f"全部数据保存在本机：{paths.user_data()}")
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._licences = licences()
        self._table = text_table(("软件和字体", "许可"), [(each.name, each.terms) for each in self._licences])
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.currentCellChanged.connect(lambda row, *_: self._show_text(row))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("许可全文")
        self._text.setPlaceholderText("在上面选中一项，这里显示它的许可全文。")
        for part in (self._table, self._text):
            part.setMinimumHeight(theme.px(50))  # large text leaves little room
        close = main_button("关闭")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(plain_button("打开日志文件夹", self._open_logs))
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(12))
        layout.addLayout(head)
        layout.addWidget(folder)
        layout.addWidget(quiet_label("本程序使用了下列软件和字体，各按其许可使用，谨致谢意："))
        layout.addWidget(self._table, 3)
        layout.addWidget(self._text, 2)
        layout.addLayout(foot)
        self._table.setCurrentCell(0, 0)
        close.setFocus()

    def _show_text(self, row: int) -> None:
        self._text.setPlainText(self._licences[row].text() if row >= 0 else "")

    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.user_logs())))
