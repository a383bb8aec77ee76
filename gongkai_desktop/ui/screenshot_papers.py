"""What the pictures show of papers: one to look at, and how it is printed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from gongkai_desktop.services.monthly_report import preview_report
from gongkai_desktop.services.papers import preview_paper
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog
from gongkai_desktop.ui.dialogs.print_dialog import PrintDialog
from gongkai_desktop.ui.screenshot_scene import Scene


def paper_scenes(workspace: Workspace, today: date, window: QWidget) -> list[Scene]:
    """The dialogs on papers."""

    def notice() -> bytes:
        paper = preview_paper(workspace, "督办通知", today)
        return paper.data if paper else preview_report(workspace, (today.year, today.month), today).data

    return [
        Scene("文书预览", lambda: PaperDialog("督办通知（未签发）", "督办通知.pdf", notice, window)),
        Scene("打印", lambda: PrintDialog(3, "A4", window, both_sides=True, printers=("办公室打印机",))),
    ]
