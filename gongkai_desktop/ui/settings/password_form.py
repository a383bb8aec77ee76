"""密码: of the ledger, when the window is locked, and older backups that have another one or none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gongkai_desktop.services.backup_files import Backup
from gongkai_desktop.services.passwords import (
    Adapted,
    adapt_backups,
    delete_backups,
    other_backups,
)
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label
from gongkai_desktop.ui.dialogs.new_password import NewPasswordDialog, NoPasswordDialog
from gongkai_desktop.ui.preferences import LOCK_MINUTES, PreferenceFile

_WITHOUT = "这个台账没有密码。能使用这台电脑的人，或者复制走台账文件的人，都能看到内容。"
_WITH = "这个台账有密码。台账和每份备份都加密存放；忘记密码没有任何办法找回。"
_NOT_COVERED = "密码只管台账和备份。导出的 Excel、PDF、Word 文书和月报不加密，请自行保管。"


class PasswordForm(QWidget):
    """A ledger with another password is handed on opened anew."""

    workspace_changed = Signal(object)

    def __init__(
        self, workspace: Workspace, preferences: PreferenceFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._others: Sequence[Backup] = ()
        self._state = QLabel()
        self._set = plain_button("设置密码…", self._new_password)
        self._set.setProperty("main", True)
        self._change = plain_button("修改密码…", self._new_password)
        self._remove = plain_button("取消密码…", self._no_password)
        self._minutes = QComboBox()
        self._idle = QWidget()
        self._old = QWidget()
        self._old_words = QLabel()
        self._build()
        self._minutes.activated.connect(self._keep_minutes)
        self._show_state()

    def _build(self) -> None:
        for label in (self._state, self._old_words):
            label.setWordWrap(True)
        for minutes in LOCK_MINUTES:
            self._minutes.addItem(f"{minutes} 分钟不用就锁定" if minutes else "不锁定", minutes)
        found = self._minutes.findData(self._preferences.values.lock_minutes)
        self._minutes.setCurrentIndex(max(found, 0))
        buttons = _row(self._set, self._change, self._remove)
        name = QLabel("离开时锁定窗口")
        name.setBuddy(self._minutes)
        self._minutes.setAccessibleName(name.text())
        idle = QVBoxLayout(self._idle)
        idle.setContentsMargins(0, 0, 0, 0)
        idle.addLayout(_row(name, self._minutes))
        idle.addWidget(
            quiet_label(
                "锁定后要输入密码才能继续，填了一半的内容不会丢。随时按 Ctrl+L 也可以锁定。只影响这台电脑。"
            )
        )
        old = QVBoxLayout(self._old)
        old.setContentsMargins(0, 0, 0, 0)
        old.addWidget(self._old_words)
        old.addLayout(
            _row(plain_button("改成和台账一样", self._adapt), plain_button("删除这些备份…", self._delete))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(16), 0, 0)
        layout.setSpacing(theme.px(14))
        layout.addWidget(self._state)
        layout.addLayout(buttons)
        layout.addWidget(self._idle)
        layout.addWidget(self._old)
        layout.addWidget(quiet_label(_NOT_COVERED))
        layout.addStretch(1)

    def _show_state(self) -> None:
        ledger = self._workspace.ledger
        has = ledger.password is not None
        self._state.setText(_WITH if has else _WITHOUT)
        if ledger.file is None:
            self._state.setText("多人共用的台账在服务器上，密码由信息化人员管理。")
        elif ledger.read_only:
            self._state.setText(f"{self._state.text()}台账是只读的，不能改密码。")
        can = ledger.file is not None and not ledger.read_only
        self._set.setVisible(not has)
        self._set.setEnabled(can)
        for button in (self._change, self._remove):
            button.setVisible(has)
            button.setEnabled(can)
        self._idle.setVisible(has)
        self._old.setVisible(bool(self._others) and can)

    def set_workspace(self, workspace: Workspace) -> None:
        """Go on with other settings of the same ledger."""
        self._workspace = workspace
        self._show_state()

    def reload(self) -> None:
        """Look for older backups that are protected otherwise than the ledger."""
        workspace = self._workspace
        if workspace.ledger.file is None or workspace.ledger.read_only:
            return
        jobs.run(
            self,
            lambda _report, _cancelled: other_backups(workspace),
            self._take,
            "读取备份",
            quiet=True,
            reads_only=True,
        )

    def _take(self, others: Sequence[Backup]) -> None:
        self._others = others
        plain = sum(backup.salt is None for backup in others)
        words = []
        if plain:
            words.append(f"{plain} 份旧备份没有密码，谁都能打开")
        if len(others) > plain:
            had = "还有密码" if self._workspace.ledger.password is None else "是以前的密码"
            words.append(f"{len(others) - plain} 份旧备份{had}，恢复时要输入那时的密码")
        self._old_words.setText("；".join(words) + "。" if words else "")
        self._show_state()

    def _new_password(self) -> None:
        self._finish(NewPasswordDialog(self._workspace, self))

    def _no_password(self) -> None:
        self._finish(NoPasswordDialog(self._workspace, self))

    def _finish(self, dialog: NewPasswordDialog | NoPasswordDialog) -> None:
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.changed is not None:
            if dialog.changed.notice:
                messages.warning(self, "密码已经改好。", dialog.changed.notice)
            self.workspace_changed.emit(dialog.changed.workspace)

    def _adapt(self) -> None:
        workspace = self._workspace

        def work(report: jobs.Report, cancelled: jobs.IsCancelled) -> Adapted:
            return adapt_backups(workspace, None, report, cancelled)

        jobs.run(self, work, self._adapted, "正在处理旧备份", ended=self.reload)

    def _adapted(self, adapted: Adapted) -> None:
        left = f"另有 {adapted.left} 份是更早的密码，没有改。" if adapted.left else ""
        messages.info(self, f"已处理旧备份 {adapted.done} 份。", left)

    def _delete(self) -> None:
        others = self._others
        if messages.ask(
            self,
            f"删除这 {len(others)} 份旧备份吗？",
            "删除后不能找回。和台账密码相同的备份都保留。",
            accept="删除",
            risky=True,
        ):
            jobs.run(
                self,
                lambda _report, _cancelled: delete_backups(others),
                lambda _done: None,
                "正在删除旧备份",
                ended=self.reload,
            )

    def _keep_minutes(self) -> None:
        self._preferences.change(lock_minutes=self._minutes.currentData())


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
