"""The pages of a PDF one below the other, as large as the clerk wants; drawn off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gongkai_desktop.services.source_pages import PagePicture, page_picture
from gongkai_desktop.ui import jobs, theme

SMALLEST, LARGEST = 0.25, 4.0
"""Screen pixels for a point of the page."""
_READING = 1.3
"""At 100 % text a printed character is then as large as the program's own."""
_STEP = 1.25
_MOST_PICTURES = 8
"""A page takes some megabytes."""

PageSize = tuple[float, float]


class PaperPages(QAbstractScrollArea):
    """Shows what is in sight, and keeps no more pictures than that."""

    moved = Signal()
    """Another page or another size is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("页面")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._data = b""
        self._sizes: Sequence[PageSize] = ()
        self._zoom: float | None = None
        self._is_wide = False
        self._boxes: list[QRect] = []
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._wanted: set[tuple[int, int]] = set()
        self._paper = 0
        self._text = ""
        self.verticalScrollBar().valueChanged.connect(self.moved)

    # -- what is shown

    def show_text(self, text: str) -> None:
        """Say something in the place of pages."""
        self._take(b"", ())
        self._text = text
        self.viewport().update()

    def show_paper(self, data: bytes, sizes: Sequence[PageSize]) -> None:
        """Show another paper; where one of as many pages was shown, the same place of it."""
        at = self.verticalScrollBar().value() if len(sizes) == len(self._sizes) else 0
        self._text = ""
        self._take(data, sizes)
        self.verticalScrollBar().setValue(at)

    def _take(self, data: bytes, sizes: Sequence[PageSize]) -> None:
        self._paper += 1
        self._data, self._sizes = data, sizes
        self._pictures.clear()
        self._wanted.clear()
        self._arrange()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page (0-based) in the middle of the window."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        passed = [number for number, box in enumerate(self._boxes) if box.top() <= middle]
        return passed[-1] if passed else 0

    @property
    def drawn(self) -> int:
        """How many pages are kept as pictures."""
        return len(self._pictures)

    def turn(self, step: int) -> None:
        """Go so many pages on."""
        if self._boxes:
            page = min(max(self.page + step, 0), len(self._boxes) - 1)
            self.verticalScrollBar().setValue(self._boxes[page].top() - theme.px(8))

    # -- size

    @property
    def scale(self) -> float:
        """Screen pixels for a point."""
        if self._zoom is not None:
            return self._zoom
        widest = max((wide for wide, _ in self._sizes), default=595.0)
        room = self.viewport().width() - 2 * theme.px(12)
        most = LARGEST if self._is_wide else _READING * theme.scale()
        return min(max(room / widest, SMALLEST), most)

    def fit_width(self) -> None:
        """As wide as the window, whatever its width; at first no larger than it is read at ease."""
        self._is_wide = True
        self._set_zoom(None)

    def fit_page(self) -> None:
        """So that a whole page is seen."""
        if self._sizes:
            wide, tall = self._sizes[self.page]
            room = self.viewport().size()
            gap = 2 * theme.px(12)
            self._set_zoom(min((room.width() - gap) / wide, (room.height() - gap) / tall))

    def magnify(self, steps: int) -> None:
        """Larger, or smaller."""
        self._set_zoom(self.scale * _STEP**steps)

    def _set_zoom(self, zoom: float | None) -> None:
        page = self.page
        self._zoom = None if zoom is None else min(max(zoom, SMALLEST), LARGEST)
        self._arrange()
        if self._boxes:
            self.verticalScrollBar().setValue(self._boxes[page].top() - theme.px(8))
        self.moved.emit()

    def _arrange(self) -> None:
        """Where every page stands."""
        gap, scale = theme.px(12), self.scale
        widths = [round(wide * scale) for wide, _ in self._sizes]
        room = max([self.viewport().width() - 2 * gap, *widths])
        self._boxes, y = [], gap
        for (_, tall), width in zip(self._sizes, widths, strict=True):
            height = round(tall * scale)
            self._boxes.append(QRect(gap + (room - width) // 2, y, width, height))
            y += height + gap
        view = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(y - view.height(), 0))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(theme.px(40))
        horizontal.setRange(0, max(room + 2 * gap - view.width(), 0))
        horizontal.setPageStep(view.width())
        self.viewport().update()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages as wide as the window grow with it."""
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel magnifies."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.magnify(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in sight; one that is still being drawn is a blank sheet."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.SIDE))
        if self._text:
            painter.setPen(QColor(theme.QUIET))
            room = self.viewport().rect().adjusted(theme.px(40), 0, -theme.px(40), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        away = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = [
            (number, box.translated(away))
            for number, box in enumerate(self._boxes)
            if box.translated(away).intersects(self.viewport().rect())
        ]
        for number, box in seen:
            painter.fillRect(box, QColor("white"))
            picture = self._pictures.get(self._key(number))
            if picture is not None:
                painter.drawImage(box, picture)
            painter.setPen(QColor(theme.LINE))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        self._ask_for([self._key(number) for number, _ in seen])

    def _key(self, number: int) -> tuple[int, int]:
        return number, round(self._boxes[number].width() * self.devicePixelRatioF())

    def _ask_for(self, keys: list[tuple[int, int]]) -> None:
        for old in [key for key in self._pictures if key not in keys]:
            if len(self._pictures) + len(keys) > _MOST_PICTURES:
                del self._pictures[old]
        for key in keys:
            if key not in self._pictures and key not in self._wanted:
                self._draw(key)

    def _draw(self, key: tuple[int, int]) -> None:
        data, paper = self._data, self._paper
        self._wanted.add(key)
        jobs.run(
            self,
            lambda _report, _cancelled: page_picture(data, *key),
            lambda picture: self._drawn(paper, key, picture),
            "显示页面",
            quiet=True,
            reads_only=True,
        )

    def _drawn(self, paper: int, key: tuple[int, int], picture: PagePicture) -> None:
        if paper != self._paper:
            return  # another paper has taken its place
        self._wanted.discard(key)
        self._pictures[key] = image_of(picture)
        self.viewport().update()


def image_of(picture: PagePicture) -> QImage:
    """A page's pixels as a picture of its own."""
    shape = QImage.Format.Format_RGB32
    return QImage(picture.pixels, picture.width, picture.height, picture.stride, shape).copy()
