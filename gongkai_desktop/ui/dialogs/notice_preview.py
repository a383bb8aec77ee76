"""What a supervision paper would say to one unit: its late items and the day it must answer by."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gongkai_desktop.services.issue_notices import NoticePreview
from gongkai_desktop.settings import OfficeSettings
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import quiet_label
from gongkai_desktop.ui.dialogs.listing import text_table
from gongkai_desktop.ui.models.words import day_text

_COLUMNS = ("任务", "角色", "时限", "逾期", "此前")


class NoticePreviewPanel(QWidget):
    """Head, items and foot of one paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._to = QLabel()
        self._to.setFont(theme.font(16, strong=True))
        self._foot = quiet_label()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(8))
        self.table = text_table(_COLUMNS, ())
        """What the paper lists; another one for every paper."""
        self._layout.addWidget(self._to)
        self._layout.addWidget(self.table, 1)
        self._layout.addWidget(self._foot)

    def show_preview(self, preview: NoticePreview, office: OfficeSettings) -> None:
        """Show another unit's paper."""
        self._to.setText(f"致：{preview.unit_name}")
        rows = [
            (
                f"第{item.no}项 {item.task}" if item.no else item.task,
                item.role_name,
                "、".join(day.isoformat() for day in item.dates),
                f"{item.days_late} 个工作日",
                "已督办" if item.noticed_before else "",
            )
            for item in preview.items
        ]
        table = text_table(_COLUMNS, rows)
        self._layout.replaceWidget(self.table, table)
        self.table.deleteLater()
        self.table = table
        contact = "　".join(part for part in (office.contact, office.phone) if part)
        self._foot.setText(
            f"{_reply(preview, office)}"
            f"落款：{office.office}。联系人：{contact or '未填写，可在“设置 · 办公室”中填写'}。"
            f"{_missing(preview)}"
        )


def _reply(preview: NoticePreview, office: OfficeSettings) -> str:
    if preview.reply_by is None:
        return ""
    return f"请该单位于 {day_text(preview.reply_by)} 前反馈（{office.reply_days} 个工作日）。"


def _missing(preview: NoticePreview) -> str:
    """Told before anything is printed."""
    if not preview.missing:
        return ""
    return f"\n注意：字库里没有这些字，将印作“〓”，请手工补写：{'、'.join(preview.missing)}。"
