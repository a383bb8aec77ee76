"""What this PC remembers of the window: size, columns, page and view."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.ledger_page import LedgerPage
from gongkai_desktop.ui.preferences import MAIN_WINDOW, PreferenceFile
from gongkai_desktop.ui.views.ledger_head import VIEWS

_TABLE = "ledger"


def restore(window: QWidget, ledger: LedgerPage, kept: PreferenceFile) -> None:
    """Give the window its size, and the ledger its columns, widths and view."""
    values = kept.values
    if not kept.restore_geometry(MAIN_WINDOW, window):
        window.resize(theme.px(1366), theme.px(768))
    ledger.table.restore_layout(values.columns.get(_TABLE, {}))
    if sizes := values.splitters.get(_TABLE):
        ledger.restore_widths(sizes)
    if any(values.last_view == key for key, _title in VIEWS):
        ledger.show_view(values.last_view)


def remember(window: QWidget, ledger: LedgerPage, page: str, kept: PreferenceFile) -> None:
    """Keep all that, and which page is shown, for the next start."""
    kept.keep_geometry(MAIN_WINDOW, window)
    kept.change(
        last_page=page,
        last_view=ledger.view,
        columns=kept.values.columns | {_TABLE: ledger.table.layout_state()},
        splitters=kept.values.splitters | {_TABLE: ledger.splitter.sizes()},
    )
