"""What may be put into the text of a paper: fields, the fields of its lists, and ways of writing."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gongkai_desktop.services.paper_templates import fields
from gongkai_desktop.ui import theme

_WAYS = (
    ("逐项列出", "每个事项一行", "{% 逐项 事项 %}\n|{{项.序号}}|{{项.任务}}|\n{% 结束 %}\n"),
    ("有才写", "有内容时才写这一段", "{% 如果 督办过 %}\n\n{% 结束 %}\n"),
    ("表格", "各列的宽和对齐，再写表头", "表格：1.5 6左 3\n表头|序号|任务|时限|\n"),
    ("附件", "另起一页", "附件：\n"),
    ("空行", "留给手写的格子", "[空1行]"),
    ("换行", "格子里另起一行", "[换行]"),
)


class TemplateFields(QWidget):
    """A list to find a field in; a double click or Enter puts it into the text."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找字段")
        self.search.setAccessibleName("查找字段")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("可以用的字段")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill()
        hint = QLabel("双击插入")
        hint.setProperty("quiet", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(hint)
        self.search.textChanged.connect(self._filter)
        self.list.itemActivated.connect(self._choose)

    def _fill(self) -> None:
        for of, group in groupby(fields(), lambda field: field.of):
            self._heading(f"“逐项 {of}”中" if of else "字段")
            for field in group:
                self._item(field.name, field.meaning, f"{{{{{field.name}}}}}")
        self._heading("写法")
        for name, meaning, text in _WAYS:
            self._item(name, meaning, text)

    def _heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(13, strong=True))
        self.list.addItem(item)

    def _item(self, name: str, meaning: str, text: str) -> None:
        item = QListWidgetItem(f"{name}\n　{meaning}")
        item.setData(Qt.ItemDataRole.UserRole, text)
        item.setToolTip(f"插入 {text}")
        self.list.addItem(item)

    def _filter(self, wanted: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            found = wanted.strip() in item.text()
            item.setHidden(bool(wanted.strip()) and (not found or not item.data(Qt.ItemDataRole.UserRole)))

    def _choose(self, item: QListWidgetItem) -> None:
        if text := item.data(Qt.ItemDataRole.UserRole):
            self.chosen.emit(text)
