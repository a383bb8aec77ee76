"""Prints a paper: every page drawn at the printer's fineness off the GUI thread, one in memory at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QMarginsF, QObject, QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from gongkai_desktop.errors import CannotSave
from gongkai_desktop.services.source_pages import PagePicture, page_picture
from gongkai_desktop.ui import jobs, messages
from gongkai_desktop.ui.dialogs.print_dialog import PAPERS, SIDES, PrintChoice, PrintDialog
from gongkai_desktop.ui.views.paper_pages import image_of
from gongkai_desktop.ui.views.paper_view import Paper
from gongkai_desktop.ui.waiting import WaitingDialog

DOTS = 300
"""To the inch: text is as sharp as office printers make it, and an A3 page takes 70 megabytes, not 280."""


def paper_of(paper: Paper) -> str:
    """The sheet that the largest page wants."""
    longest = max((max(size) for size in paper.sizes), default=0.0)
    return "A3" if longest > 900 else "A4"


def printer_for(choice: PrintChoice) -> QPrinter:
    """The system's printer, set up as chosen."""
    info = QPrinterInfo.printerInfo(choice.printer)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    set_up(printer, choice)
    return printer


def set_up(printer: QPrinter, choice: PrintChoice) -> None:
    """Paper, sides and colour; copies where the printer makes them itself."""
    printer.setResolution(DOTS)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(PAPERS[choice.paper]))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    printer.setDuplex(SIDES[choice.sides])
    black, colour = QPrinter.ColorMode.GrayScale, QPrinter.ColorMode.Color
    printer.setColorMode(black if choice.in_black else colour)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(choice.copies)


class PrintRun(QObject):
    """One print job on its way; deletes itself at its end.

    It does not hold its window, which is its parent: were it the last to do so, its own end would take the
    window along, and the window its children, this one among them, a second time.
    """

    def __init__(self, window: QWidget, paper: Paper, choice: PrintChoice, printer: QPrinter) -> None:
        super().__init__(window)
        self._paper = paper
        self._printer = printer
        rounds = 1 if printer.supportsMultipleCopies() else choice.copies
        self._pages: Sequence[int] = choice.pages * rounds
        self._done = 0
        self._drawn = True
        self._stopped = False
        self._painter = QPainter()
        self._waiting = WaitingDialog("正在打印", window)
        self._waiting.cancel_wanted.connect(self._stop)

    def start(self) -> None:
        """Begin with the first page; a printer that takes nothing is told of."""
        self._turn(self._pages[0])
        if not self._painter.begin(self._printer):
            messages.error(self._window(), CannotSave("打印机没有接收。", "请检查打印机是否开着、有没有纸。"))
            self._end()
            return
        self._waiting.open()
        self._go_on()

    def _window(self) -> QWidget:
        return cast("QWidget", self.parent())

    def _stop(self) -> None:
        self._stopped = True

    def _turn(self, page: int) -> None:
        wide, tall = self._paper.sizes[page]
        landscape, upright = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(landscape if wide > tall else upright)

    def _go_on(self) -> None:
        """The next page, or the end: also where a page could not be drawn."""
        if self._stopped or not self._drawn or self._done == len(self._pages):
            if self._stopped or not self._drawn:
                self._printer.abort()
            self._painter.end()
            self._end()
            return
        page = self._pages[self._done]
        self._waiting.show_progress(self._done, len(self._pages), "正在打印")
        if self._done:
            self._turn(page)
            self._printer.newPage()
        box = _box(self._printer, self._paper.sizes[page])
        data = self._paper.data
        self._drawn = False
        jobs.run(
            self._window(),
            lambda _report, _cancelled: page_picture(data, page, box.width()),
            lambda picture: self._paint(box, picture),
            "打印",
            quiet=True,
            reads_only=True,
            ended=self._go_on,
        )

    def _paint(self, box: QRect, picture: PagePicture) -> None:
        image: QImage = image_of(picture)
        self._painter.drawImage(box, image)
        self._drawn = True
        self._done += 1

    def _end(self) -> None:
        self._waiting.finish()
        # In this order and on this thread: the collector may run on any, with the printer before its painter.
        del self._painter
        del self._printer
        self.deleteLater()


def _box(printer: QPrinter, size: tuple[float, float]) -> QRect:
    """Where a page stands on the sheet: in its true size where it fits, else made smaller; in the middle."""
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    wide, tall = (length / 72 * printer.resolution() for length in size)
    fit = min(sheet.width() / wide, sheet.height() / tall, 1.0)
    box = QRect(0, 0, round(wide * fit), round(tall * fit))
    box.moveCenter(sheet.center())
    return box if fit < 1 or box.width() < sheet.width() else QRect(sheet.topLeft(), box.size())


def print_paper(window: QWidget, paper: Paper, *, both_sides: bool = False) -> None:
    """Ask how, and print."""
    dialog = PrintDialog(len(paper.sizes), paper_of(paper), window, both_sides=both_sides)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    if dialog.exec() and dialog.choice:
        PrintRun(window, paper, dialog.choice, printer_for(dialog.choice)).start()
