"""The parts every dialog is made of, so that all of them look and answer alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.ui import theme

SMALLEST_SCREEN = QSize(1366, 768)
"""What the offices have; nothing is made for less."""
_AROUND = QSize(40, 72)
"""What the task bar, the title bar and the frame of a dialog take of a screen."""

_FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QCheckBox, QRadioButton)

CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


class _Body(QScrollArea):
    """The rows of a form: as high as they want to be, scrolled where the screen is too low for large text."""

    def __init__(self, rows: QGridLayout) -> None:
        super().__init__()
        inner = QWidget()
        inner.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(inner)
        self._rows = rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the dialog when a row grows or comes in."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def lacking(self) -> int:
        """How much higher the rows are than what is seen of them."""
        width = self.viewport().width()
        wanted = self._rows.heightForWidth(width) if self._rows.hasHeightForWidth() else 0
        return max(wanted, self._rows.minimumSize().height()) - self.viewport().height()

    def narrowed(self) -> int:
        """How much wider the rows are than what is seen of them."""
        return max(0, self._rows.minimumSize().width() - self.viewport().width())

    def first_field(self) -> QWidget | None:
        """The first thing that can be filled in."""
        items = [self._rows.itemAt(number) for number in range(self._rows.count())]
        parts = [part for item in items if item is not None and (part := item.widget()) is not None]
        fields = (field for part in parts for field in (part, *part.findChildren(QWidget)))
        return next((one for one in fields if isinstance(one, _FIELDS) and one.isEnabledTo(self)), None)

    def sizeHint(self) -> QSize:
        """What the rows want."""
        wanted = self._rows.sizeHint()
        if self._rows.hasHeightForWidth():
            # The plain hint gives wrapped texts the lines they would need if the form were narrow.
            wanted.setHeight(self._rows.heightForWidth(wanted.width()))
        return wanted

    def minimumSizeHint(self) -> QSize:
        """As wide as the rows where the screen is; a few lines are enough of their height."""
        widest = SMALLEST_SCREEN.width() - _AROUND.width() - theme.px(40)
        return self._rows.minimumSize().boundedTo(QSize(widest, theme.px(90)))


class FormDialog(QDialog):
    """A dialog with rows of label and field above [取消] and one blue button that does the thing."""

    def __init__(
        self, title: str, accept: str, parent: QWidget | None = None, *, refuse: str = "取消", room: int = 380
    ) -> None:
        super().__init__(parent)
        self.batch: str | None = None
        self._locked = False
        self.setWindowTitle(title)
        self.accept_button = main_button(accept)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(theme.px(12))
        self._rows.setVerticalSpacing(theme.px(10))
        self._rows.setColumnStretch(1, 1)
        # The fields' own room, not the dialog's: a minimum of the dialog would overrule its contents.
        self._rows.setColumnMinimumWidth(1, min(theme.px(room), SMALLEST_SCREEN.width() - theme.px(200)))
        self._body = _Body(self._rows)
        self._explained = quiet_label()
        self._explained.hide()
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setStyleSheet(f"color: {theme.LATE};")
        self._problem.hide()
        self.head = QVBoxLayout()
        self.head.setSpacing(theme.px(4))
        self._parts = layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(14))
        layout.addLayout(self.head)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._explained)
        layout.addWidget(self._problem)
        layout.addWidget(rule())
        layout.addLayout(self._build_foot(refuse))
        self.accept_button.clicked.connect(self._try_accept)

    def _build_foot(self, refuse: str) -> QHBoxLayout:
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.px(8))
        self._foot.addStretch(1)
        self._foot.addWidget(plain_button(refuse, self.reject))
        self._foot.addWidget(self.accept_button)
        return self._foot

    def add_other_way(self, button: QPushButton) -> None:
        """A button at the left of the foot, for going on without doing the thing."""
        self._foot.insertWidget(0, button)

    def add_row(self, label: str, field: QWidget, hint: str = "", *, needed: bool = False) -> None:
        """A field with its label on the left; `hint` stands below it."""
        row = self._rows.rowCount()
        name = QLabel(f"{label} *" if needed else label)
        name.setBuddy(field)
        name.setMinimumHeight(theme.px(30))
        field.setAccessibleName(label)
        if isinstance(field, QLabel):
            # A text to read stands on the line of its label, as a field does.
            field.setMinimumHeight(theme.px(30))
        self._rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(with_hint(field, hint) if hint else field, row, 1)

    def add_wide(self, widget: QWidget) -> None:
        """A part that takes the whole width."""
        self._rows.addWidget(widget, self._rows.rowCount(), 0, 1, 2)

    def explain(self, text: str) -> None:
        """Say what the button is going to do."""
        self._explained.setText(text)
        self._explained.setVisible(bool(text))

    def show_problem(self, text: str) -> None:
        """Say what is missing, where the clerk looks; empty when all is well."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def missing(self) -> tuple[str, QWidget] | None:
        """What must be filled in first, and where; dialogs with needed fields override this."""
        return None

    def submit(self) -> None:
        """Do the thing; every dialog overrides this and calls `accept` when it is done."""
        self.accept()

    def _try_accept(self) -> None:
        lacking = self.missing()
        self.show_problem(lacking[0] if lacking else "")
        if lacking:
            lacking[1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.submit()

    def showEvent(self, event: QShowEvent) -> None:
        """Open no taller than the screen, with the keyboard in the first field."""
        self.resize(self.sizeHint().boundedTo(_room(self)).expandedTo(self.minimumSizeHint()))
        self._parts.activate()
        self._grow()
        if self.focusWidget() is None:
            lacking = self.missing()
            first = lacking[1] if lacking else self._body.first_field()
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Grow with what comes in, as far as the screen allows."""
        answered = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return answered

    def _grow(self) -> None:
        if (lacking := self._body.lacking()) <= 0:
            return
        room = _room(self)
        high = max(min(self.height() + lacking, room.height()), self.height())
        # Where the rows must scroll after all, the bar is not to take its width from them.
        self.resize(min(self.width() + self._body.narrowed(), room.width()), high)

    def lock(self) -> None:
        """While a job runs nothing can be pressed twice, and nobody leaves before its end is known."""
        self._locked = True
        self.accept_button.setEnabled(False)

    def unlock(self) -> None:
        """The job has come to its end, good or bad."""
        self._locked = False
        self.accept_button.setEnabled(True)

    def reject(self) -> None:
        """Esc, [取消] and the cross."""
        if not self._locked:
            super().reject()

    def finish(self, batch: str) -> None:
        """Close with the journal batch of what was done."""
        self.batch = batch
        self.accept()


def with_hint(field: QWidget, hint: str) -> QWidget:
    """A field with small print below it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(3))
    column.addWidget(field)
    column.addWidget(quiet_label(hint))
    return both


def main_button(text: str) -> QPushButton:
    """The one blue button of a dialog; Enter presses it."""
    button = QPushButton(text)
    button.setProperty("main", True)
    button.setDefault(True)
    return button


def plain_button(text: str, pressed: Callable[[], object], *, quiet: bool = False) -> QPushButton:
    """A button that Enter in a field never presses by accident."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setProperty("quiet", quiet)
    button.clicked.connect(pressed)
    return button


def quiet_label(text: str = "") -> QLabel:
    """Small print that may take several lines."""
    label = QLabel(text)
    label.setProperty("quiet", True)
    label.setWordWrap(True)
    return label


def title_label(text: str) -> QLabel:
    """The heading of a page or a dialog."""
    label = QLabel(text)
    label.setProperty("title", True)
    label.setWordWrap(True)
    return label


def rule() -> QFrame:
    """A thin line."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def date_field(day: QDate) -> QDateEdit:
    """A date written 2022-10-31, with a Chinese calendar to pick from."""
    field = QDateEdit(day)
    field.setLocale(CHINESE)
    field.setDisplayFormat("yyyy-MM-dd")
    field.setCalendarPopup(True)
    calendar = field.calendarWidget()
    calendar.setLocale(CHINESE)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    return field


def text_area(lines: int, placeholder: str = "") -> QPlainTextEdit:
    """A field of several lines that Tab leaves."""
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setPlaceholderText(placeholder)
    line = field.fontMetrics().lineSpacing()
    # Gives way down to two lines where large text leaves the screen no room.
    field.setMinimumHeight(line * min(lines, 2) + theme.px(14))
    field.setMaximumHeight(line * lines + theme.px(20))
    return field


def day_of(field: QDateEdit) -> date:
    """The chosen date."""
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def percent_field() -> QComboBox:
    """A percentage in steps of ten as the item's data; None, the start, says nothing."""
    field = QComboBox()
    field.addItem("不填", None)
    for percent in range(0, 101, 10):
        field.addItem(f"{percent} %", percent)
    return field


def size_dialog(dialog: QDialog, width: int, height: int) -> None:
    """Open at a design size, never larger than the screen."""
    dialog.resize(QSize(theme.px(width), theme.px(height)).boundedTo(_room(dialog)))


def _room(dialog: QDialog) -> QSize:
    return dialog.screen().availableSize().expandedTo(SMALLEST_SCREEN) - _AROUND
