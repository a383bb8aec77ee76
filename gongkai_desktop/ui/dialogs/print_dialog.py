"""How to print: printer, pages, copies, sides, paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from gongkai_desktop.domain.page_range import parse_page_range
from gongkai_desktop.ui.dialogs.forms import FormDialog

_NONE = "这台电脑上没有装打印机。可以先另存为 PDF，拿到能打印的电脑上打印。"


PAPERS = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
SIDES = {
    "单面": QPrinter.DuplexMode.DuplexNone,
    "双面，沿长边翻": QPrinter.DuplexMode.DuplexLongSide,
    "双面，沿短边翻": QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What the clerk chose; pages are 0-based."""

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    sides: str = "单面"
    paper: str = "A4"
    in_black: bool = True


class PrintDialog(FormDialog):
    """`choice` is what was chosen once [打印] was pressed."""

    def __init__(
        self,
        page_count: int,
        paper: str,
        parent: QWidget | None = None,
        *,
        both_sides: bool = False,
        printers: Sequence[str] | None = None,
    ) -> None:
        super().__init__("打印", "打印", parent, room=300)
        self.choice: PrintChoice | None = None
        self._page_count = page_count
        self.printer = QComboBox()
        self.pages = QLineEdit()
        self.copies = QSpinBox()
        self.sides = QComboBox()
        self.paper = QComboBox()
        self.in_black = QCheckBox("黑白打印")
        self._fill(QPrinterInfo.availablePrinterNames() if printers is None else printers, both_sides)
        self.paper.setCurrentText(paper)
        self.add_row("打印机", self.printer)
        self.add_row("页码", self.pages, f"共 {page_count} 页。只要几页时写成 1-3,5")
        self.add_row("份数", self.copies)
        self.add_row("单双面", self.sides)
        self.add_row("纸张", self.paper, "台账、日历等大表用 A3；A3 的表也可以缩印到 A4")
        self.add_row("颜色", self.in_black)

    def _fill(self, printers: Sequence[str], both_sides: bool) -> None:
        self.printer.addItems(list(printers))
        self.printer.setCurrentText(QPrinterInfo.defaultPrinterName())
        self.pages.setPlaceholderText("全部")
        self.copies.setRange(1, 99)
        self.sides.addItems(list(SIDES))
        self.sides.setCurrentIndex(1 if both_sides else 0)
        self.paper.addItems(list(PAPERS))
        self.in_black.setChecked(False)
        if not printers:
            self.accept_button.setEnabled(False)
            self.explain(_NONE)

    def missing(self) -> tuple[str, QWidget] | None:
        """Pages that are there."""
        if parse_page_range(self.pages.text(), self._page_count) is None:
            return (
                f"看不懂页码。共 {self._page_count} 页，请写成 1-3,5 的样子，或者留空打印全部。",
                self.pages,
            )
        return None

    def submit(self) -> None:
        """Remember the choice."""
        pages = parse_page_range(self.pages.text(), self._page_count) or ()
        self.choice = PrintChoice(
            printer=self.printer.currentText(),
            pages=tuple(page - 1 for page in pages),
            copies=self.copies.value(),
            sides=self.sides.currentText(),
            paper=self.paper.currentText(),
            in_black=self.in_black.isChecked(),
        )
        self.accept()
