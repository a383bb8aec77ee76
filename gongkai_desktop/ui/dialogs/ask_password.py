"""请输入密码: asked until the password is right or the clerk gives up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import WrongPassword
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, title_label
from gongkai_desktop.ui.dialogs.password_field import CAPITALS, PasswordField

SHOW = "显示输入的密码"


class AskPasswordDialog(FormDialog):
    """Accepted with `password`, which `check` let pass; a wrong one is told in place, and asked for again."""

    def __init__(
        self,
        title: str,
        words: str,
        check: Callable[[Password], object],
        parent: QWidget | None = None,
        *,
        accept: str = "打开",
    ) -> None:
        super().__init__("请输入密码", accept, parent, room=340)
        self.password: Password | None = None
        self._check = check
        self.field = PasswordField()
        shown = QCheckBox(SHOW)
        shown.toggled.connect(self.field.show_letters)
        self.head.addWidget(title_label(title))
        if words:
            self.head.addWidget(quiet_label(words))
        self.add_row("密码", self.field)
        self.add_wide(shown)
        self.field.capitals.connect(lambda on: self.explain(CAPITALS if on else ""))
        self.field.textEdited.connect(lambda: self.show_problem(""))
        self.field.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        """Something must be typed."""
        return None if self.field.text() else ("请输入密码。", self.field)

    def submit(self) -> None:
        """Try the password; that takes a moment, so that trying many takes long."""
        password, check = Password(self.field.text()), self._check

        def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> WrongPassword | None:
            try:
                check(password)
            except WrongPassword as wrong:
                return wrong
            return None

        def tried(wrong: WrongPassword | None) -> None:
            self.explain("")
            if wrong is None:
                self.password = password
                self.accept()
            else:
                self.show_problem(str(wrong))
                self.field.selectAll()
                self.field.setFocus()

        self.lock()
        self.explain("正在核对密码，请稍候…")
        jobs.run(self, work, tried, "正在核对密码", quiet=True, reads_only=True, ended=self.unlock)
