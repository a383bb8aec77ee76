"""The only code that touches threads: runs a service call off the GUI thread and brings the end of it back.

A job ends in exactly one of finished, failed or cancelled, on the GUI thread, whatever the work does.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from gongkai_desktop.errors import UserError
from gongkai_desktop.services.progress import Cancelled
from gongkai_desktop.ui import crash, messages
from gongkai_desktop.ui.waiting import WaitingDialog

T = TypeVar("T")
Report = Callable[[int, int, str], None]
IsCancelled = Callable[[], bool]
Work = Callable[[Report, IsCancelled], T]

SHOW_AFTER_MS = 300
_REPORT_EVERY_S = 0.05


def run(
    parent: QWidget,
    work: Work[T],
    done: Callable[[T], None],
    title: str,
    *,
    quiet: bool = False,
    reads_only: bool = False,
    ended: Callable[[], None] | None = None,
) -> Job:
    """Start `work(report, cancelled)` and give its result to `done` on the GUI thread.

    A UserError is told through `messages`, any other exception through `crash`; `done` is not called then,
    nor after a cancel, nor when `parent` is gone. `ended` is called after each of the three ends (to enable
    a button again). Jobs that write wait for each other; `reads_only` jobs do not wait for them.
    """
    job = Job(parent, cast("Callable[[Any], None]", done), ended)
    if not quiet:
        job.show_progress(title)
    job.start(work, _workers(reads_only))
    return job


def running() -> bool:
    """Whether any job has not come to its end yet."""
    application = QCoreApplication.instance()
    return application is not None and any(not job.is_over for job in application.findChildren(Job))


@cache
def _workers(reads_only: bool) -> ThreadPoolExecutor:
    """One thread for all that write, as the ledger has room for one writer; two for readers."""
    return ThreadPoolExecutor(2 if reads_only else 1, "reader" if reads_only else "writer")


class Job(QObject):
    """One running piece of work. Lives on the GUI thread, owned by the application until it is over."""

    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _progressed = Signal(int, int, str)
    _returned = Signal(object)
    _raised = Signal(object)

    def __init__(
        self, parent: QWidget, done: Callable[[Any], None], ended: Callable[[], None] | None
    ) -> None:
        # Owned by the application, not by `parent`: the worker may still emit after a dialog was closed.
        super().__init__(QCoreApplication.instance())
        self._parent = parent
        self._done = done
        self._ended = ended
        self._cancel = threading.Event()
        self._waiting: WaitingDialog | None = None
        self._delay = QTimer(self)
        self.is_over = False
        self._returned.connect(self._on_returned)
        self._raised.connect(self._on_raised)

    def show_progress(self, title: str) -> None:
        """Show a box with a bar and [取消] if the work lasts."""
        self._waiting = WaitingDialog(title, self._parent)
        self._waiting.cancel_wanted.connect(self.cancel)
        self._progressed.connect(self._waiting.show_progress)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._waiting.open)
        self._delay.start(SHOW_AFTER_MS)

    def start(self, work: Callable[[Report, IsCancelled], Any], workers: ThreadPoolExecutor) -> None:
        """Hand the work to a worker."""
        workers.submit(self._work, work)

    def cancel(self) -> None:
        """Ask the work to stop; it may still finish."""
        self._cancel.set()

    def _work(self, work: Callable[[Report, IsCancelled], Any]) -> None:
        """Runs in the worker: every way out emits exactly one signal."""
        last = 0.0

        def report(count: int, total: int, text: str) -> None:
            nonlocal last
            # Thousands of reports a second would drown the window's event queue.
            now = time.monotonic()
            if now - last >= _REPORT_EVERY_S:
                last = now
                self._progressed.emit(count, total, text)

        try:
            if self._cancel.is_set():
                raise Cancelled  # noqa: TRY301  (stopped while waiting for its turn: one way out)
            result = work(report, self._cancel.is_set)
        except BaseException as failure:
            self._raised.emit(failure)
        else:
            self._returned.emit(result)

    def _on_returned(self, result: Any) -> None:
        self._close()
        self.finished.emit(result)
        try:
            if isValid(self._parent):
                self._done(result)
        finally:
            self._end()

    def _on_raised(self, failure: BaseException) -> None:
        self._close()
        if isinstance(failure, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(failure)
            self._tell(failure)
        self._end()

    def _tell(self, failure: BaseException) -> None:
        parent = self._parent if isValid(self._parent) else None
        if isinstance(failure, UserError):
            messages.error(parent, failure)
        else:
            crash.tell(parent, failure)

    def _close(self) -> None:
        self._delay.stop()
        self.is_over = True
        if self._waiting is not None and isValid(self._waiting):
            self._waiting.finish()

    def _end(self) -> None:
        self.deleteLater()
        if self._ended is not None and isValid(self._parent):
            self._ended()
