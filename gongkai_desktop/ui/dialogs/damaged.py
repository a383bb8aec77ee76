"""A damaged ledger: the newest whole backup one click away, and what can be read where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from gongkai_desktop.domain.password import Password
from gongkai_desktop.services.backup_files import Backup
from gongkai_desktop.services.backups import COUNT_NAMES, Salvaged, restore_damaged, salvage_damaged
from gongkai_desktop.ui import jobs, messages
from gongkai_desktop.ui.dialogs.forms import FormDialog, plain_button, quiet_label, title_label

_RESTORE, _SALVAGE = "用这份备份恢复", "抢救能读出的内容"


class DamagedDialog(FormDialog):
    """Accepted when a whole ledger stands in the place of the damaged one."""

    def __init__(
        self,
        ledger: Path,
        backups: Sequence[Backup],
        parent: QWidget | None = None,
        password: Password | None = None,
    ) -> None:
        super().__init__("台账已损坏", _RESTORE if backups else _SALVAGE, parent, refuse="先不处理", room=460)
        self._ledger = ledger
        self._password = password
        self._backups = tuple(backups)
        self._choice = QComboBox()
        self.head.addWidget(title_label(f"台账“{ledger.name}”已损坏，不能继续使用"))
        self.head.addWidget(
            quiet_label("可能是突然断电或磁盘出错造成的。损坏的文件会原样保留在旁边，不会删除。")
        )
        if backups:
            for backup in backups:
                self._choice.addItem(f"{backup.at:%Y-%m-%d %H:%M}　{backup.reason}")
            self.add_row("完好的备份", self._choice, "已经核对过，能够打开；最近的排在最前。")
            self.explain("恢复后，这份备份以后的改动不在台账里，需要重新登记。")
            self.add_other_way(plain_button(_SALVAGE, self._salvage))
        else:
            self.explain(
                "没有找到完好的备份。可以把还能读出的内容存成新的台账；读不出的会缺少，请恢复后逐项核对。"
                "U盘上另有备份的，请先不处理，插上U盘，把备份复制到台账旁边的“备份”文件夹。"
            )

    def submit(self) -> None:
        """Restore the chosen backup, or save what can be read."""
        if not self._backups:
            self._salvage()
            return
        chosen = self._backups[self._choice.currentIndex()].path
        self._run(
            lambda: restore_damaged(self._ledger, chosen, self._password),
            lambda aside: self._tell("已恢复。", "", aside),
        )

    def _salvage(self) -> None:
        def done(result: tuple[Path, Salvaged]) -> None:
            aside, found = result
            read = "、".join(f"{name} {found.kept.get(table, 0)}" for table, name in COUNT_NAMES.items())
            self._tell("已抢救。", f"读出：{read}。请逐项核对。", aside)

        self._run(lambda: salvage_damaged(self._ledger, self._password), done)

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self.lock()
        jobs.run(self, lambda _report, _cancelled: work(), done, "正在恢复台账", ended=self.unlock)

    def _tell(self, text: str, more: str, aside: Path) -> None:
        messages.info(self, text, f"{more}损坏的文件保留在：{aside}")
        self.accept()
