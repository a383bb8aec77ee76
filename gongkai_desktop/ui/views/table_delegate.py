"""Draws the cells of the ledger's table: two lines of text, cells of one task as one."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.duty_columns import Column
from gongkai_desktop.ui.models.duty_table import DutyTableModel, Index
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views import painting


class TableDelegate(QStyledItemDelegate):
    """Paints every cell itself, so that merged cells and second lines look the same on every system."""

    def __init__(self, model: DutyTableModel, styles: LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._styles = styles
        # Made once: a frame of scrolling paints a hundred cells.
        self._plain = painting.TextStyle(theme.font())
        self._strong = painting.TextStyle(theme.font(strong=True))
        self._quiet = painting.TextStyle(theme.font(13))
        self._height = self._plain.height
        self._side, self._above = theme.px(8), theme.px(7)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, lines, text, focus."""
        painter.save()
        painting.draw_ground(painter, option)
        cell = painting.rect_of(option)
        place = index.row()
        column = self._model.columns[index.column()]
        first, last = self._model.group_at(place)
        ends_here = place == last
        if ends_here or not column.merged:
            painting.draw_line_below(painter, cell, theme.LINE if ends_here else theme.LINE_SOFT)
        box = self._text_box(cell, place, first, last, column)
        # A merged text goes on in the next row, so it is only cut where the cell ends.
        painter.setClipRect(cell.adjusted(0, 0, 0, -1 if ends_here else 0))
        self._draw_text(painter, box, self._model.row_at(place), column)
        painting.draw_focus(painter, option)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The height of a row; widths are the clerk's."""
        return QSize(theme.px(80), theme.px(theme.TALL_ROW))

    def _text_box(self, cell: QRect, row: int, first: int, last: int, column: Column) -> QRect:
        above = self._above
        box = cell.adjusted(self._side, above, -self._side, -above)
        if column.merged and last > first:
            height = cell.height()
            top = cell.top() - (row - first) * height
            bottom = cell.top() + (last - row + 1) * height
            # The text stays in sight while a long task scrolls past, as far as its own rows reach.
            start = min(max(top, 0), bottom - height)
            box.setTop(start + above)
            box.setBottom(bottom - above)
        return box

    def _draw_text(self, painter: QPainter, box: QRect, row: DutyRow, column: Column) -> None:
        is_light = column.key == "light"
        style = self._strong if is_light and row.light is Light.LATE else self._plain
        lines = style.lines(column.text(row), box.width(), max(1, box.height() // self._height))
        painter.setPen(QColor(self._styles[row.light].colour if is_light else theme.INK))
        style.draw(painter, box, lines, right=column.right)
        below = column.below(row)
        if below and len(lines) == 1:
            painter.setPen(QColor(theme.QUIET))
            under = self._quiet.lines(below, box.width(), 1)
            self._quiet.draw(painter, box.translated(0, self._height), under)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A sheet for the requirement, a line for the rest."""
        column = self._model.columns[index.column()]
        editor: QWidget = QPlainTextEdit(parent) if column.field == "requirement" else QLineEdit(parent)
        if isinstance(editor, QPlainTextEdit):
            editor.setTabChangesFocus(True)
        editor.setAccessibleName(f"修改{column.title}")
        editor.setToolTip(
            "Ctrl+回车保存，Esc 放弃" if isinstance(editor, QPlainTextEdit) else "回车保存，Esc 放弃"
        )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The whole text, not the shortened one."""
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the text to the model, which asks the ledger."""
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Texts get room to be read, inside what is seen of the table."""
        rect = QRect(painting.rect_of(option))
        if isinstance(editor, QPlainTextEdit):
            holder = editor.parent()
            area = holder.rect() if isinstance(holder, QWidget) else rect
            rect.setSize(QSize(max(rect.width(), theme.px(420)), max(rect.height(), theme.px(168))))
            rect.moveLeft(max(0, min(rect.left(), area.right() - rect.width())))
            rect.moveTop(max(0, min(rect.top(), area.bottom() - rect.height())))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps a text of several lines, as plain Enter begins a new one."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(editor, QWidget)
        ):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor)
                return True
        return super().eventFilter(editor, event)
