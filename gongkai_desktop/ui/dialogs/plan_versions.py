"""来源文件的各个版本: which of a document's files to take out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QWidget

from gongkai_desktop.domain.ledger import PlanVersion
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, title_label


class PlanVersionsDialog(FormDialog):
    """The newest first; `chosen` is the one to take out once the dialog was accepted."""

    def __init__(self, versions: Sequence[PlanVersion], parent: QWidget | None = None) -> None:
        super().__init__("来源文件", "另存这份文件…", parent, refuse="关闭", room=460)
        self._versions = tuple(versions)
        self.files = QListWidget()
        self.files.ensurePolished()  # before it lays its lines out by their height
        self.files.setAccessibleName("来源文件的各个版本")
        for version in self._versions:
            state = "现行" if version.in_force else "旧版"
            self.files.addItem(f"{state}　{version.file_name}　{version.imported_at:%Y-%m-%d %H:%M} 导入")
        self.files.setCurrentRow(0)
        self.files.setMinimumHeight(theme.px(140))
        self.files.itemDoubleClicked.connect(self.accept)
        self.head.addWidget(title_label("来源文件"))
        self.head.addWidget(quiet_label("这份文件更新过。每一版都原样存在台账里。"))
        self.add_wide(self.files)

    @property
    def chosen(self) -> PlanVersion:
        """The marked version."""
        return self._versions[max(0, self.files.currentRow())]


def choose_version(versions: Sequence[PlanVersion], parent: QWidget) -> PlanVersion | None:
    """The version the clerk wants; not asked where there is only one."""
    if len(versions) == 1:
        return versions[0]
    dialog = PlanVersionsDialog(versions, parent)
    return dialog.chosen if dialog.exec() == PlanVersionsDialog.DialogCode.Accepted else None
