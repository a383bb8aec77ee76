"""Keeps the search for unused objects on the GUI thread.

The interpreter searches on whatever thread happens to run. A dialog that nobody holds any more but that
holds itself (by a slot, say) would then be destroyed by a worker, and windows may only die on their own
thread: the program falls over, rarely, and somewhere else.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS = 1000


class _Collector(QObject):
    """Searches as often as the interpreter would have; lives as long as the application."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect)
        self._timer.start(_EVERY_MS)


def on_this_thread() -> None:
    """From now on unused objects are looked for on the GUI thread, which calls this."""
    application = QCoreApplication.instance()
    if application is not None and application.findChild(_Collector) is None:
        _Collector(application)
    gc.disable()
    # What a worker freezes (see `services.duties`) must not be rubbish.
    gc.collect(1)


def collect() -> None:
    """What is due by the interpreter's own thresholds, the oldest objects included where it is their turn."""
    due = [
        age
        for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most
    ]
    if due:
        gc.collect(max(due))
