"""The last step of an import: what came in, and what still waits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.dialogs.forms import quiet_label, title_label
from gongkai_desktop.ui.dialogs.listing import text_table


class ResultPage(QWidget):
    """The numbers of a finished import and the list of things to look at."""

    def __init__(self, result: ImportResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(40), theme.px(12), theme.px(40), theme.px(4))
        layout.setSpacing(theme.px(8))
        came_in = bool(result.plans)
        picture = QLabel()
        name, colour = ("complete", "#2e7d32") if came_in else ("about", theme.QUIET)
        picture.setPixmap(icons.icon(name, colour).pixmap(theme.px(44), theme.px(44)))
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        title = title_label("已写入台账" if came_in else "没有新内容写入台账")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(title)
        if came_in:
            layout.addLayout(_numbers(result))
        rows = [(problem.text, problem.where) for problem in result.problems]
        rows += [(f"新单位“{unit.name}”待确认", "设置 · 单位名录") for unit in result.new_units]
        if rows:
            layout.addWidget(quiet_label("请留意："))
            table = text_table(("情况", "位置"), rows)
            table.setMinimumHeight(theme.px(60))
            layout.addWidget(table, 1)
        else:
            layout.addStretch(1)


def _numbers(result: ImportResult) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(28))
    numbers = (
        ("来源文件", len(result.plans)),
        ("任务", result.task_count),
        ("责任事项", result.duty_count),
        ("节点", result.checkpoint_count),
        ("待核对", result.flag_count),
    )
    for column, (name, value) in enumerate(numbers, start=1):
        number = QLabel(str(value))
        number.setFont(theme.font(24, strong=True))
        grid.addWidget(number, 0, column, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(quiet_label(name), 1, column, Qt.AlignmentFlag.AlignCenter)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(len(numbers) + 1, 1)
    return grid
