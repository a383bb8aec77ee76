"""备份: the backups there are, a new one, putting one back, the second folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import PasswordNeeded
from gongkai_desktop.services.backup_files import Backup, folder_of
from gongkai_desktop.services.backups import (
    BackupMade,
    RestorePreview,
    back_up,
    list_backups,
    preview_restore,
)
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.settings import OfficeSettings
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, quiet_label
from gongkai_desktop.ui.dialogs.listing import text_table
from gongkai_desktop.ui.dialogs.restore import RestoreDialog
from gongkai_desktop.ui.opening import asked_password
from gongkai_desktop.ui.views.list_looks import EmptyNote

_HOW = (
    "每天第一次打开台账时自动备份；导入、合并单位、升级和恢复之前也先备份。每份备份都核对过，能打开才算数。"
    "近 7 天每天留一份，近 8 周每周留一份，近 24 个月每月留一份，其余自动清理。"
)
_COLUMNS = ("备份时间", "原因", "大小", "位置")


class BackupsForm(QWidget):
    """The second folder is told when it changes; a restored ledger is handed on opened."""

    save_wanted = Signal(dict)
    workspace_changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._backups: Sequence[Backup] = ()
        self._table = text_table(_COLUMNS, ())
        EmptyNote(self._table, "还没有备份。每天第一次打开台账时自动备份，也可以按“立即备份”。")
        self._now = main_button("立即备份")
        self._restore = plain_button("恢复…", self._preview)
        self._folder = plain_button("打开备份文件夹", self._open_folder)
        self._second = QLineEdit()
        self._none = plain_button("不用", lambda: self._set_second(""))
        self._notice = QLabel()
        self._notice.setWordWrap(True)
        self._build()
        self._now.clicked.connect(self._back_up)
        self._table.itemSelectionChanged.connect(self._refresh)
        self._table.cellDoubleClicked.connect(lambda _row, _column: self._preview())
        self.set_office(workspace.office)
        self._refresh()

    def _build(self) -> None:
        self._second.setReadOnly(True)
        self._second.setAccessibleName("第二备份位置")
        self._second.setPlaceholderText("没有设置")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        for button in (self._now, self._restore, self._folder):
            head.addWidget(button)
        head.addWidget(self._notice, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        label = QLabel("第二备份位置")
        label.setBuddy(self._second)
        foot.addWidget(label)
        foot.addWidget(self._second, 1)
        foot.addWidget(plain_button("浏览…", self._choose_second))
        foot.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(12), 0, 0)
        layout.setSpacing(theme.px(10))
        layout.addWidget(quiet_label(_HOW))
        layout.addLayout(head)
        layout.addWidget(self._table, 1)
        layout.addLayout(foot)
        layout.addWidget(quiet_label("每次备份在那里再存一份。最好选U盘或另一块磁盘：电脑坏了，备份还在。"))

    def set_office(self, office: OfficeSettings) -> None:
        """The settings that are stored now."""
        self._second.setText(office.second_backup_folder)
        self._none.setEnabled(bool(office.second_backup_folder))

    def set_workspace(self, workspace: Workspace) -> None:
        """Go on with other settings of the same ledger."""
        self._workspace = workspace
        self.set_office(workspace.office)

    def reload(self) -> None:
        """Read the folders again."""
        workspace = self._workspace
        if workspace.ledger.file is None:
            self._notice.setText("多人共用的台账由信息化人员在服务器上备份。")
            for button in (self._now, self._folder):
                button.setEnabled(False)
            return
        jobs.run(
            self,
            lambda _report, _cancelled: list_backups(workspace),
            self._take,
            "读取备份",
            quiet=True,
            reads_only=True,
        )

    def _take(self, backups: Sequence[Backup]) -> None:
        self._backups = backups
        self._table.setRowCount(len(backups))
        for row, backup in enumerate(backups):
            size = f"{backup.size / 1_048_576:.1f} 兆"
            texts = (f"{backup.at:%Y-%m-%d %H:%M:%S}", backup.reason, size, self._place(backup))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(str(backup.path))
                self._table.setItem(row, column, item)
        if backups:
            self._table.selectRow(0)
        self._refresh()

    def _place(self, backup: Backup) -> str:
        ledger = self._workspace.ledger
        beside = folder_of(ledger.file) if ledger.file else None
        place = "台账旁边" if backup.path.parent == beside else "第二备份位置"
        if backup.salt == (ledger.key.salt if ledger.key else None):
            return place
        if backup.salt is None:
            return f"{place}，没有密码"
        return f"{place}，{'以前的密码' if ledger.key else '有密码'}"

    def chosen(self) -> Backup | None:
        """The backup that is marked in the list."""
        row = self._table.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _refresh(self) -> None:
        self._restore.setEnabled(self.chosen() is not None and not self._workspace.ledger.read_only)

    def _back_up(self) -> None:
        workspace = self._workspace
        self._now.setEnabled(False)
        jobs.run(
            self,
            lambda _report, _cancelled: back_up(workspace),
            self._made,
            "正在备份",
            reads_only=True,
            ended=lambda: self._now.setEnabled(True),
        )

    def _made(self, made: BackupMade) -> None:
        where = "，第二备份位置也存了一份" if made.second else ""
        self._notice.setText(made.notice or f"已备份{where}。")
        self.reload()

    def _preview(self) -> None:
        backup = self.chosen()
        if backup is not None and not self._workspace.ledger.read_only:
            self._compare(backup, None)

    def _compare(self, backup: Backup, password: Password | None) -> None:
        workspace = self._workspace

        def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> RestorePreview | PasswordNeeded:
            try:
                return preview_restore(workspace, backup.path, password)
            except PasswordNeeded as needed:
                return needed

        def compared(found: RestorePreview | PasswordNeeded) -> None:
            if isinstance(found, PasswordNeeded):
                self._ask_password(backup, found)
            else:
                self._ask(backup, found, password)

        jobs.run(self, work, compared, "正在比较", reads_only=True)

    def _ask_password(self, backup: Backup, needed: PasswordNeeded) -> None:
        password = asked_password(self, backup.path, needed.message, needed.hint)
        if password is not None:
            self._compare(backup, password)

    def _ask(self, backup: Backup, preview: RestorePreview, password: Password | None) -> None:
        dialog = RestoreDialog(self._workspace, backup, preview, self, password)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.workspace is not None:
            self.workspace_changed.emit(dialog.workspace)

    def _open_folder(self) -> None:
        if self._workspace.ledger.file is not None:
            folder = folder_of(self._workspace.ledger.file)
            there = folder if folder.is_dir() else folder.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))

    def _choose_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择第二备份位置", self._second.text())
        if chosen:
            self._set_second(chosen)

    def _set_second(self, folder: str) -> None:
        self.save_wanted.emit({"second_backup_folder": folder})
