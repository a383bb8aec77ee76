"""设置密码、修改密码、取消密码."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from gongkai_desktop.domain.password import SHORTEST, Password, weakness
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.backups import list_backups
from gongkai_desktop.services.passwords import PasswordChanged, change_password, new_password
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.ask_password import SHOW
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, title_label
from gongkai_desktop.ui.dialogs.password_field import CAPITALS, PasswordField

_SET = "设好以后，打开台账要输入密码；台账和以后的备份都加密存放，别人复制去也看不到内容。"
_LOST = "忘记密码没有任何办法找回，程序的作者也打不开。请把密码写下来，装在信封里交单位保管。"
_KNOWN = "我已经记好密码，知道忘记了无法找回"


class _PasswordDialog(FormDialog):
    """What the three have in common; accepted with `changed`."""

    def __init__(
        self, workspace: Workspace, title: str, parent: QWidget | None, refuse: str = "取消"
    ) -> None:
        super().__init__(title, title, parent, refuse=refuse, room=360)
        self.changed: PasswordChanged | None = None
        self._workspace = workspace
        self._present = PasswordField()
        self.head.addWidget(title_label(f"{title}：{workspace.ledger.name}"))
        if workspace.ledger.password is not None:
            self.add_field("现在的密码", self._present)
        self._backups = QCheckBox()

    def offer_backups(self, words: str) -> None:
        """Offer to do the same to the backups there are."""
        count = len(list_backups(self._workspace))
        self._backups.setText(words.format(count))
        self._backups.setChecked(count > 0)
        if count:
            self.add_wide(self._backups)

    def add_field(self, label: str, field: PasswordField, hint: str = "") -> None:
        """A row for a password."""
        self.add_row(label, field, hint, needed=True)
        field.capitals.connect(lambda on: self.explain(CAPITALS if on else ""))

    def missing(self) -> tuple[str, QWidget] | None:
        """The present password keeps others from changing it at an open window."""
        if self._workspace.ledger.password is None:
            return None
        if not self._present.text():
            return "请输入现在的密码。", self._present
        if Password(self._present.text()) != self._workspace.ledger.password:
            return "现在的密码不对，请检查大小写后再试。", self._present
        if jobs.running():
            return "正在备份或检查台账，请稍候再试。", self.accept_button
        return None

    def change(self, new: Password | None, doing: str) -> None:
        """Do it in the background; the window goes on with the ledger opened anew."""
        workspace, backups = self._workspace, self._backups.isChecked()

        def work(report: jobs.Report, _cancelled: jobs.IsCancelled) -> PasswordChanged:
            # Not to be stopped halfway: the ledger and its backups belong together.
            return change_password(
                workspace, workspace.ledger.password, new, with_backups=backups, report=report
            )

        def done(changed: PasswordChanged) -> None:
            self.changed = changed
            self.accept()

        self.lock()
        jobs.run(self, work, done, doing, ended=self.unlock)


class NewPasswordDialog(_PasswordDialog):
    """A first password, or another one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        first = workspace.ledger.password is None
        super().__init__(workspace, "设置密码" if first else "修改密码", parent)
        self._new, self._again = PasswordField(), PasswordField()
        self._shown, self._known = QCheckBox(SHOW), QCheckBox(_KNOWN)
        if first:
            self.head.addWidget(quiet_label(_SET))
        self.add_field("新密码", self._new, f"至少 {SHORTEST} 个字；一句容易记住的话最好。")
        self.add_field("再输一次", self._again)
        self._weak = quiet_label()
        self._weak.hide()
        for widget in (self._weak, self._shown):
            self.add_wide(widget)
        self.offer_backups("以前的 {} 份备份也用这个密码加密（不选，它们仍是原来的样子）")
        lost = QLabel(_LOST)
        lost.setWordWrap(True)
        lost.setStyleSheet(f"color: {theme.LATE};")
        for widget in (lost, self._known):
            self.add_wide(widget)
        self._new.textEdited.connect(self._judge)
        for field in (self._present, self._new, self._again):
            self._shown.toggled.connect(field.show_letters)

    def type(self, text: str) -> None:
        """Put the same into both fields of the new password."""
        self._new.setText(text)
        self._again.setText(text)
        self._judge(text)

    def _judge(self, text: str) -> None:
        words = weakness(text) if len(text) >= SHORTEST else ""
        self._weak.setText(f"这个密码{words}" if words else "")
        self._weak.setVisible(bool(words))

    def missing(self) -> tuple[str, QWidget] | None:
        """Typed twice alike, and the warning read."""
        lacking = super().missing()
        if lacking is None:
            try:
                new_password(self._new.text(), self._again.text())
            except InvalidInput as refused:
                return str(refused), self._new
            if not self._known.isChecked():
                return f"请先看清上面的话，再勾选“{_KNOWN}”。", self._known
        return lacking

    def submit(self) -> None:
        """Give the ledger the password."""
        self.change(new_password(self._new.text(), self._again.text()), "正在加密台账")


class NoPasswordDialog(_PasswordDialog):
    """Taking the password away."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, "取消密码", parent, "保留密码")
        self.head.addWidget(
            quiet_label("取消以后，能打开这台电脑的人都能打开台账；台账和以后的备份不再加密。")
        )
        self.offer_backups("以前的 {} 份备份也去掉密码（不选，恢复它们时仍要输入原来的密码）")

    def submit(self) -> None:
        """Take it away."""
        self.change(None, "正在取消密码")
