"""The pages of a PDF as they are printed, with the row of a task marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gongkai_desktop.domain.recognised import Origin
from gongkai_desktop.services.source_pages import Area, Areas, PagePicture, areas, page_picture
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import plain_button
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.dialogs.review.source_model import COLOURS, Mark

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
_FIRST_ZOOM = 3
"""Screen pixels for a point of the page: a printed 五号 character then reads like the program's own text."""

_MOST_PICTURES = 6
"""A page takes some megabytes."""

Place = tuple[int, int]


class PageCanvas(QWidget):
    """One page with its marks."""

    clicked = Signal(QPointF)
    """The clicked place as shares of width and height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("原文件的页面")
        self._picture = QImage()
        self._marks: list[tuple[QRectF, Mark]] = []

    def show_picture(self, picture: QImage, size: tuple[int, int]) -> None:
        """Show a page at a size; an empty picture is a page still being drawn."""
        self._picture = picture
        self.setFixedSize(*size)
        self.update()

    def set_marks(self, marks: list[tuple[QRectF, Mark]]) -> None:
        """Mark parts of the page, given as shares of its width and height."""
        self._marks = marks
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, and the marks as a marker pen would make them: the print stays readable."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        grow = theme.px(3)
        for part, mark in sorted(self._marks, key=lambda entry: entry[1]):
            box = QRectF(
                part.x() * self.width(),
                part.y() * self.height(),
                part.width() * self.width(),
                part.height() * self.height(),
            )
            painter.fillRect(box.adjusted(-grow, -grow, grow, grow), COLOURS[mark])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where it was clicked."""
        at = event.position()
        self.clicked.emit(QPointF(at.x() / max(self.width(), 1), at.y() / max(self.height(), 1)))


class PageView(QWidget):
    """The page of the chosen task; pages are drawn and searched off the GUI thread."""

    cell_chosen = Signal(str, int, int)
    """Place of the table and the 1-based row and column of the clicked cell."""

    def __init__(
        self, draft: ReviewDraft, sizes: Sequence[tuple[float, float]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._data = draft.preview.data
        self._sizes = sizes
        self._is_known = False
        self._areas: Areas = {}
        self._page = 0
        self._zoom = _FIRST_ZOOM
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._marked: tuple[Origin, Mapping[Place, Mark], Place] | None = None
        self._canvas = PageCanvas()
        self._canvas.clicked.connect(self._clicked)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._canvas)
        self._scroll.setMinimumHeight(theme.px(40))
        self._scroll.setStyleSheet(f"QScrollArea {{ background: {theme.SIDE}; }}")
        self._number = QLabel()
        self._previous = plain_button("上一页", lambda: self._turn(-1), quiet=True)
        self._next = plain_button("下一页", lambda: self._turn(1), quiet=True)
        self._build()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(4))
        for part in (self._previous, self._number, self._next):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(plain_button("缩小", lambda: self._magnify(-1), quiet=True))
        foot.addWidget(plain_button("放大", lambda: self._magnify(1), quiet=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)

    def mark(self, origin: Origin, marks: Mapping[Place, Mark], show: Place) -> None:
        """Mark the cells of a task and turn to the page of the one to show."""
        self._marked = (origin, marks, show)
        if not self._is_known:
            return  # comes when the page is first seen
        found = self._areas.get(origin, {})
        wanted = found.get(show) or next(iter(found.values()), ())
        if wanted:
            self._page = wanted[0].page
        self._show_page()
        if wanted:
            self._bring_into_sight(wanted[0])

    def showEvent(self, event: QShowEvent) -> None:
        """Look the tasks up when the pages are first seen: many files may be reviewed at once."""
        super().showEvent(event)
        if self._is_known:
            return
        self._is_known = True
        self._show_page()
        raw, data = self._draft.raw, self._data
        origins = [task.origin for task in self._draft.recognised.tasks]
        jobs.run(
            self,
            lambda _report, _cancelled: areas(raw, data, origins),
            self._found,
            "查找原文位置",
            quiet=True,
            reads_only=True,
        )

    def _found(self, found: Areas) -> None:
        self._areas = found
        if self._marked:
            self.mark(*self._marked)

    def _turn(self, step: int) -> None:
        self._page = min(max(self._page + step, 0), len(self._sizes) - 1)
        self._show_page()
        self._scroll.verticalScrollBar().setValue(0)

    def _magnify(self, step: int) -> None:
        self._zoom = min(max(self._zoom + step, 0), len(_ZOOMS) - 1)
        self._show_page()

    def _show_page(self) -> None:
        wide, tall = self._sizes[self._page]
        width, height = theme.px(wide * _ZOOMS[self._zoom]), theme.px(tall * _ZOOMS[self._zoom])
        self._number.setText(f"第 {self._page + 1} 页，共 {len(self._sizes)} 页")
        self._previous.setEnabled(self._page > 0)
        self._next.setEnabled(self._page < len(self._sizes) - 1)
        self._canvas.set_marks(self.marks_here())
        key = (self._page, width)
        self._canvas.show_picture(self._pictures.get(key, QImage()), (width, height))
        if key not in self._pictures:
            self._draw(key)

    def _draw(self, key: tuple[int, int]) -> None:
        data = self._data
        jobs.run(
            self,
            lambda _report, _cancelled: page_picture(data, *key),
            lambda picture: self._drawn(key, picture),
            "显示页面",
            quiet=True,
            reads_only=True,
        )

    def _drawn(self, key: tuple[int, int], picture: PagePicture) -> None:
        image = QImage(
            picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
        )
        while len(self._pictures) >= _MOST_PICTURES:
            self._pictures.pop(next(iter(self._pictures)))
        self._pictures[key] = image.copy()
        if key == (self._page, self._canvas.width()):
            self._canvas.show_picture(self._pictures[key], (self._canvas.width(), self._canvas.height()))

    def marks_here(self) -> list[tuple[QRectF, Mark]]:
        """The marked parts of the shown page, as shares of its width and height."""
        if not self._marked:
            return []
        origin, marks, _show = self._marked
        return [
            (_box(area), marks.get(place, Mark.TASK))
            for place, parts in self._areas.get(origin, {}).items()
            for area in parts
            if area.page == self._page
        ]

    def _bring_into_sight(self, area: Area) -> None:
        """Beginning with the row's first column, where there is room for all."""
        wide, tall = self._canvas.width(), self._canvas.height()
        view = self._scroll.viewport()
        self._scroll.verticalScrollBar().setValue(int(area.top * tall) - view.height() // 4)
        right = int(area.right * wide) + theme.px(24) - view.width()
        self._scroll.horizontalScrollBar().setValue(max(right, 0))

    def _clicked(self, at: QPointF) -> None:
        for origin, cells in self._areas.items():
            for (row, column), parts in cells.items():
                if any(area.page == self._page and _box(area).contains(at) for area in parts):
                    self.cell_chosen.emit(origin.place, row, column)
                    return


def _box(area: Area) -> QRectF:
    return QRectF(area.left, area.top, area.right - area.left, area.bottom - area.top)
