"""恢复: what putting a backup back would lose and gain, before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QTableWidget, QWidget

from gongkai_desktop.domain.password import Password
from gongkai_desktop.services.backup_files import Backup
from gongkai_desktop.services.backups import Batch, RestorePreview, restore
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, title_label
from gongkai_desktop.ui.dialogs.listing import text_table

_SHOWN = 200
_LINES = 4


class RestoreDialog(FormDialog):
    """Accepted with `workspace`, the restored ledger opened anew."""

    def __init__(
        self,
        workspace: Workspace,
        backup: Backup,
        preview: RestorePreview,
        parent: QWidget | None = None,
        password: Password | None = None,
    ) -> None:
        super().__init__("恢复备份", "恢复", parent, room=520)
        self._old = workspace
        self._backup = backup
        self._password = password
        self.workspace: Workspace | None = None
        self.head.addWidget(title_label(f"恢复到 {backup.at:%Y-%m-%d %H:%M} 的备份（{backup.reason}）"))
        self.head.addWidget(quiet_label("恢复前先把现在的台账备份一次，恢复错了还可以再换回来。"))
        for words, changes in (("会失去", preview.lost), ("会找回", preview.gained)):
            if changes:
                self.add_wide(quiet_label(f"{words} {len(changes)} 次改动："))
                self.add_wide(_changes(changes))
        counts = [
            (name, str(now), str(then), f"{then - now:+}")
            for name, now, then in preview.counts
            if then != now
        ]
        if counts:
            self.add_wide(quiet_label("数量的变化（其余不变）："))
            self.add_wide(_sized(text_table(("内容", "现在", "备份里", "变化"), counts, numbers=(1, 2, 3))))
        if not preview.lost and not preview.gained:
            self.explain("现在的台账与这份备份内容相同。")

    def submit(self) -> None:
        """Back the present up, put the backup back, open it."""
        old, backup, password = self._old, self._backup, self._password

        def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> Workspace:
            restore(old, backup.path, password)
            assert old.ledger.file is not None
            return open_workspace(old.ledger.file, old.who, password=old.ledger.password)

        self.lock()
        jobs.run(self, work, self._done, "正在恢复台账", ended=self.unlock)

    def _done(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.accept()


def _changes(changes: Sequence[Batch]) -> QTableWidget:
    rows = [(f"{each.at:%Y-%m-%d %H:%M}　{each.action}", each.who) for each in changes[:_SHOWN]]
    return _sized(text_table(("改动", "经手人"), rows))


def _sized(table: QTableWidget) -> QTableWidget:
    """As high as its rows, up to a few; more are scrolled to."""
    table.setFixedHeight(theme.px(35) * (min(table.rowCount(), _LINES) + 1))
    return table
