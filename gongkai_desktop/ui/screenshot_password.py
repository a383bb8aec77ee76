"""What the pictures show of a ledger with a password."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import WrongPassword
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.ask_password import AskPasswordDialog
from gongkai_desktop.ui.dialogs.forms import FormDialog, text_area
from gongkai_desktop.ui.dialogs.new_password import NewPasswordDialog, NoPasswordDialog
from gongkai_desktop.ui.lock_cover import LockCover
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.screenshot_scene import Scene
from gongkai_desktop.ui.settings.password_form import PasswordForm


def password_scenes(workspace: Workspace, window: QWidget) -> list[Scene]:
    """The dialogs; the ledger of the pictures has no password, so some are shown as if it had."""
    # The sample's ledger stays as it is: only what is looked at says that there is a password.
    locked = replace(workspace, ledger=replace(workspace.ledger, password=Password("")))
    return [
        Scene("输入密码", lambda: _ask(window), _refuse),
        Scene("设置密码", lambda: NewPasswordDialog(workspace, window), _fill),
        Scene("修改密码", lambda: NewPasswordDialog(locked, window)),
        Scene("取消密码", lambda: NoPasswordDialog(locked, window)),
        Scene("密码-已设置", lambda: _form(locked, window)),
        Scene("已锁定", lambda: _covered(window)),
    ]


def _ask(window: QWidget) -> QDialog:
    def refuse(_password: Password) -> None:
        raise WrongPassword("密码不对，没有打开“台账.gkdb”。", "请检查大小写和输入法后再试。")

    return AskPasswordDialog("台账“台账.gkdb”有密码", "", refuse, window)


def _refuse(dialog: QDialog) -> QDialog:
    if isinstance(dialog, AskPasswordDialog):
        dialog.field.setText("123456")
        dialog.accept_button.click()
    return dialog


def _fill(dialog: QDialog) -> QDialog:
    if isinstance(dialog, NewPasswordDialog):
        dialog.type("12345678")
    return dialog


def _form(workspace: Workspace, window: QWidget) -> QDialog:
    dialog = FormDialog("密码", "知道了", window, refuse="关闭", room=600)
    dialog.add_wide(PasswordForm(workspace, PreferenceFile(), dialog))
    return dialog


def _covered(window: QWidget) -> QDialog:
    dialog = FormDialog("记进展", "记下", window, room=560)
    dialog.add_row("进展", text_area(8))
    LockCover(dialog)
    return dialog
