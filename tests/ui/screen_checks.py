"""What every screen is measured by: its words, what is cut off, names for screen readers, keys.

Each check takes a shown window or dialog and says what is wrong with it, one line a fault.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractListModel, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QFontMetrics, QKeySequence, QShortcut, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.crash_dialog import CrashDialog
from gongkai_desktop.ui.dialogs.about import AboutDialog

SCREEN = (1366, 768)
AROUND = 72
"""What the task bar and the title bar take of its height."""
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = "Excel Word PDF WPS Office PostgreSQL"
KEYS = "Ctrl Shift Alt Enter Esc Tab Home End PageUp PageDown Del Insert"
SUFFIXES = "docx doc wps odt xlsx xlsm xls et ods csv pdf html mht txt md ics gkdb png json http https"
KNOWN = frozenset(f"{NAMES} {KEYS} {SUFFIXES}".split())
NO_WORDS = re.compile(r"<[^>]*>|&\w+;|\S*[/\\@]\S*|[\w（）()-]*\.[A-Za-z]{2,5}\b")
"""Mark-up, addresses, paths and names of files."""
_AROUND_SIGN = 14
"""What the style puts above, below and between the sign and the word of a button of the navigation."""
TEXTS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit)

Check = Callable[[QWidget], Iterator[str]]


def faults(screen: QWidget) -> list[str]:
    """Everything wrong with one screen."""
    checks: tuple[Check, ...] = (foreign_words, cut_off, too_large, without_a_name, jumps, clashes)
    return [fault for check in checks for fault in check(screen)]


def widgets(screen: QWidget) -> list[QWidget]:
    """The widgets of this screen that are seen; those of a dialog over it are not its own."""
    return [
        w for w in screen.findChildren(QWidget) if w.isVisible() and w.window() is screen and w.width() > 0
    ]


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__}“{text[:40] or widget.accessibleName() or widget.objectName()}”"


# -- words


def foreign_words(screen: QWidget) -> Iterator[str]:
    """English words in anything that can be read."""
    if isinstance(screen, AboutDialog | CrashDialog):
        return  # names of software and of errors
    for text in texts(screen):
        for word in WORD.findall(NO_WORDS.sub(" ", text)):
            if word not in KNOWN:
                yield f"英文 {word}：{text[:60]!r}"


def texts(screen: QWidget) -> Iterator[str]:
    """All that is written on a screen, in its menus and behind the mouse."""
    yield screen.windowTitle()
    for widget in widgets(screen):
        yield widget.toolTip()
        yield widget.accessibleName()
        yield from _own_texts(widget)
    for menu in screen.findChildren(QMenu):
        for action in menu.actions():
            yield action.text()
            yield action.toolTip()


def _own_texts(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(n) for n in range(widget.count()))
        case QGroupBox():
            yield widget.title()
        case QTabBar():
            yield from (widget.tabText(n) for n in range(widget.count()))
        case QTextBrowser():
            yield widget.toPlainText()
        case QAbstractItemView() if not isinstance(widget, QHeaderView):
            yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    # A model of a list keeps its one column to itself.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 30)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                text = model.index(row, column).data(role)
                yield text if isinstance(text, str) else ""


# -- room


def cut_off(screen: QWidget) -> Iterator[str]:
    """Texts wider or higher than their place, or outside of what they stand in."""
    for widget in widgets(screen):
        if wanting := _wanting(widget):
            yield f"放不下（{wanting}）：{_name(widget)}"
        if isinstance(widget, TEXTS) and (outer := _outside(widget)):
            yield f"超出 {type(outer).__name__}：{_name(widget)}"
    yield from _overlaps(screen)


def _wanting(widget: QWidget) -> str:
    """What a widget lacks of the room for its text; nothing when there is enough."""
    metrics = QFontMetrics(widget.font())
    match widget:
        case QLabel():
            return _label_wanting(widget)
        case QCheckBox() | QRadioButton():
            return _more(widget.sizeHint().width(), widget.width())
        case QPushButton() if widget.text():
            # Less than the style's own margins, and letters are cut off.
            return _more(widget.sizeHint().width() - theme.px(8), widget.width())
        case QToolButton() if widget.text() and _is_text_shown(widget):
            wide = _more(_button_width(widget, metrics), widget.width())
            return wide or _more(_button_height(widget, metrics), widget.height())
        case QComboBox():
            return _more(metrics.horizontalAdvance(widget.currentText()) + theme.px(24), widget.width())
        case QLineEdit() if not widget.text():
            return _more(metrics.horizontalAdvance(widget.placeholderText()) + 6, widget.width())
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            return _header_wanting(widget, metrics)
        case QTabBar():
            return "、".join(_lacking_tabs(widget, metrics))
    return ""


def _lacking_tabs(bar: QTabBar, metrics: QFontMetrics) -> Iterator[str]:
    """Tabs too narrow for their words, or beyond the end of the bar where nobody finds them."""
    for number in range(bar.count()):
        place, text = bar.tabRect(number), bar.tabText(number)
        if metrics.horizontalAdvance(text) > place.width() or place.right() > bar.width() + 1:
            yield text


def _more(wanted: int, given: int) -> str:
    return f"需要 {wanted}，只有 {given}" if wanted > given + 1 else ""


def _is_text_shown(button: QAbstractButton) -> bool:
    return not (
        isinstance(button, QToolButton)
        and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        and not button.icon().isNull()
    )


def _button_width(button: QAbstractButton, metrics: QFontMetrics) -> int:
    width = metrics.size(Qt.TextFlag.TextShowMnemonic, button.text()).width() + 4
    beside = not isinstance(button, QToolButton) or (
        button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    )
    return width + (button.iconSize().width() + 4 if beside and not button.icon().isNull() else 0)


def _button_height(button: QToolButton, metrics: QFontMetrics) -> int:
    below = button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    return metrics.height() + (button.iconSize().height() + _AROUND_SIGN if below else 0)


def _label_wanting(label: QLabel) -> str:
    text = label.text()
    if not text:
        return ""
    if label.wordWrap():
        return _more(label.heightForWidth(label.width()), label.height() + 3)
    if "</" in text:
        text = QTextDocumentFragment.fromHtml(text).toPlainText()
    size = QFontMetrics(label.font()).size(0, text)
    return _more(size.width(), label.width()) or _more(size.height(), label.height() + 2)


def _header_wanting(header: QHeaderView, metrics: QFontMetrics) -> str:
    model = header.model()
    lacks = []
    for section in range(header.count()):
        text = str(model.headerData(section, header.orientation()) or "") if model else ""
        if not header.isSectionHidden(section) and text:
            lacks.append((text, _more(metrics.horizontalAdvance(text) + 4, header.sectionSize(section))))
    return "、".join(f"{text} {lack}" for text, lack in lacks if lack)


def _place(widget: QWidget, outer: QWidget) -> QRect:
    return QRect(widget.mapTo(outer, QPoint(0, 0)), widget.size())


def _outside(widget: QWidget) -> QWidget | None:
    """The ancestor that cuts the widget off; what scrolls cuts nothing off."""
    outer = widget.parentWidget()
    while outer is not None:
        above = outer.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above.viewport() is outer:
            return None
        if not outer.rect().adjusted(-2, -2, 2, 2).contains(_place(widget, outer)):
            return outer
        if outer.isWindow():
            return None
        outer = above
    return None


def _overlaps(screen: QWidget) -> Iterator[str]:
    shown = [w for w in widgets(screen) if isinstance(w, QLabel | QAbstractButton) and _has_text(w)]
    for number, one in enumerate(shown):
        for other in shown[number + 1 :]:
            if one.parentWidget() is other.parentWidget():
                common = one.geometry().intersected(other.geometry())
                if common.width() > 3 and common.height() > 3:
                    yield f"重叠：{_name(one)}、{_name(other)}"


def _has_text(widget: QWidget) -> bool:
    return isinstance(widget, QLabel | QAbstractButton) and bool(widget.text())


def too_large(screen: QWidget) -> Iterator[str]:
    """A dialog that does not fit between its title bar and the task bar, or could not at 1366×768."""
    around = AROUND if isinstance(screen, QDialog) else 0
    here = max(SCREEN[1], screen.screen().availableSize().height())
    least = screen.minimumSizeHint()
    if screen.width() > SCREEN[0] or screen.height() > here - around:
        yield f"窗口 {screen.width()}×{screen.height()} 大于屏幕"
    # The window has a least size of its own; what it cuts off then is seen by `cut_off`.
    if around and (least.width() > SCREEN[0] or least.height() > SCREEN[1] - around):
        yield f"窗口至少 {least.width()}×{least.height()}，大于屏幕"


# -- keyboard and screen readers


def stops(screen: QWidget) -> list[QWidget]:
    """The widgets the Tab key goes to, in its order."""
    out: list[QWidget] = []
    widget = screen.nextInFocusChain()
    while widget is not None and widget is not screen:
        policy = widget.focusPolicy()
        takes = bool(policy.value & Qt.FocusPolicy.TabFocus.value) and widget.focusProxy() is None
        seen = widget.isVisible() and widget.isEnabled() and widget.window() is screen
        if takes and seen and not _is_part(widget):
            out.append(widget)
        widget = widget.nextInFocusChain()
    return out


def _is_part(widget: QWidget) -> bool:
    """What a combo box or a date field is made of goes by the name of the whole."""
    owner = widget.parentWidget()
    while owner is not None and not owner.isWindow():
        if isinstance(owner, QComboBox | QAbstractSpinBox) or owner.objectName().startswith("qt_"):
            return True
        owner = owner.parentWidget()
    return widget.objectName().startswith("qt_")


def without_a_name(screen: QWidget) -> Iterator[str]:
    """Stops of the Tab key of which a screen reader could not say what they are."""
    for widget in stops(screen):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            yield f"没有名称：{_name(widget)}"


def jumps(screen: QWidget) -> Iterator[str]:
    """Steps of the Tab key back up by more than a row, unless on to the top of the next column."""
    order = stops(screen)
    if not order:
        return
    # The keys go round: the round is looked at from its topmost stop.
    top = min(range(len(order)), key=lambda n: _place(order[n], screen).top())
    order = [*order[top:], *order[:top]]
    for one, other in itertools.pairwise(order):
        before, after = _place(one, screen), _place(other, screen)
        if after.bottom() < before.top() - theme.px(theme.ROW) / 2 and after.left() < before.right() - 2:
            yield f"跳转：{_name(one)} → {_name(other)}"


def clashes(screen: QWidget) -> Iterator[str]:
    """Keys that two commands of one window wait for at the same time."""
    waiting = list(_keys(screen))
    for number, (key, context, owner, what) in enumerate(waiting):
        for other_key, other_context, other_owner, other_what in waiting[number + 1 :]:
            if key == other_key and _meet(context, owner, other_context, other_owner):
                yield f"快捷键 {key}：{what}、{other_what}"


def _keys(screen: QWidget) -> Iterator[tuple[str, Qt.ShortcutContext, QWidget, str]]:
    window = Qt.ShortcutContext.WindowShortcut
    for shortcut in screen.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and owner.window() is screen:
            sequences = shortcut.keys()
            for keys in {k.toString() for k in sequences}:
                yield keys, shortcut.context(), owner, _name(owner)
    for action in screen.findChildren(QAction):
        owner = action.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and not isinstance(owner, QMenu | QLineEdit):
            for keys in {QKeySequence(k).toString() for k in action.shortcuts()}:
                yield keys, action.shortcutContext(), owner, action.text()
    for button in screen.findChildren(QAbstractButton):
        if button.isVisible() and button.window() is screen and not button.shortcut().isEmpty():
            yield button.shortcut().toString(), window, button, _name(button)


def _meet(
    context: Qt.ShortcutContext, owner: QWidget, other_context: Qt.ShortcutContext, other: QWidget
) -> bool:
    alone = Qt.ShortcutContext.WidgetShortcut
    below = Qt.ShortcutContext.WidgetWithChildrenShortcut
    if context is alone or other_context is alone:
        return owner is other
    if context is below and other_context is below:
        return owner is other or owner.isAncestorOf(other) or other.isAncestorOf(owner)
    return True
