"""Opening the window's ledger: what stands in the way is told, with the way out of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.errors import DamagedLedger, PasswordNeeded, UserError
from gongkai_desktop.services import presence
from gongkai_desktop.services.duty_list import KnownDuties, first_duties
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui.preferences import PreferenceFile

if TYPE_CHECKING:
    from gongkai_desktop.domain.password import Password

_OFFERED = 5
"""How many whole backups are offered; looking at all of them would take its time."""


def open_ledger(window: QWidget, place: str | Path) -> Workspace | None:
    """The ledger, opened, restored where it was damaged; None when the clerk was told why not."""
    password: Password | None = None
    while True:
        try:
            return open_workspace(place, password=password)
        except PasswordNeeded:
            password = asked_password(window, Path(place), f"台账“{Path(place).name}”有密码")
            if password is None:
                return None
        except DamagedLedger as failure:
            if not rescued(window, Path(place), failure, password):
                return None
        except UserError as failure:
            from gongkai_desktop.ui import messages

            messages.error(window, failure)
            return None


def first_page(workspace: Workspace, today: date) -> KnownDuties | None:
    """The beginning of the ledger; None where it cannot be read: reading all of it will tell why."""
    try:
        return first_duties(workspace, today)
    except UserError:
        return None


def asked_password(window: QWidget, file: Path, title: str, words: str = "") -> Password | None:
    """The password of a ledger or a backup, tried out; None when the clerk gave up."""
    from gongkai_desktop.services.passwords import check_password
    from gongkai_desktop.ui.dialogs.ask_password import AskPasswordDialog

    dialog = AskPasswordDialog(title, words, partial(check_password, file), window)
    dialog.exec()
    return dialog.password


def rescued(window: QWidget, ledger: Path, failure: DamagedLedger, password: Password | None = None) -> bool:
    """Offer the whole backups of a damaged ledger, or to save what can be read of it."""
    from gongkai_desktop.services.backups import can_be_salvaged, good_backups, locked_backup
    from gongkai_desktop.ui import messages
    from gongkai_desktop.ui.dialogs.damaged import DamagedDialog

    backups = tuple(islice(good_backups(ledger, password), _OFFERED))
    locked = None if backups else locked_backup(ledger, password)
    if locked is not None:
        # Its beginning is lost, and with it the word that it has a password.
        password = asked_password(
            window, locked.path, f"台账“{ledger.name}”已损坏", "它的备份有密码，输入后才能恢复。"
        )
        backups = tuple(islice(good_backups(ledger, password), _OFFERED))
    if not backups and not can_be_salvaged(ledger, password):
        messages.error(window, failure)
        return False
    return DamagedDialog(ledger, backups, window, password).exec() == QDialog.DialogCode.Accepted


def may_go_on(window: QWidget, workspace: Workspace) -> bool:
    """Ask when a colleague has the ledger open; tell that a protected one can only be looked at."""
    file = workspace.ledger.file
    if file is None:
        return True
    if workspace.ledger.read_only:
        from gongkai_desktop.ui import messages

        messages.info(
            window, f"台账“{file.name}”是只读的，只能查看，不能修改。", "需要修改的，请先复制到本机再打开。"
        )
        return True
    other = presence.somebody_else(file, workspace.who, workspace.now())
    if other is None:
        return True
    from gongkai_desktop.ui import messages

    return messages.ask(
        window,
        f"“{other.who}”正在电脑“{other.computer}”上使用这个台账（{other.since:%m月%d日 %H:%M} 打开）。",
        "请先与对方联系。两人同时修改同一项时，后保存的会被拒绝，需要重新登记。",
        accept="仍要打开",
        refuse="不打开",
        risky=True,
    )


def warn_of_share(window: QWidget | None, workspace: Workspace, preferences: PreferenceFile) -> None:
    """Say once on this PC that a ledger on a share is at risk when several work on it."""
    from gongkai_desktop.services.file_places import is_on_network
    from gongkai_desktop.ui import messages

    file = workspace.ledger.file
    if file is None or str(file) in preferences.values.shares_told or not is_on_network(file):
        return
    preferences.change(shares_told=[*preferences.values.shares_told, str(file)])
    messages.warning(
        window,
        "台账放在网络共享文件夹里。",
        "一个人使用没有问题；几个人同时修改，网络不稳时台账可能损坏，请约定一次只由一个人打开。"
        "多人同时使用的办法（PostgreSQL），见用户手册“给信息化人员”。",
    )
