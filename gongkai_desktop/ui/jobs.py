"""The only code that touches threads: runs a service call off the GUI thread and brings the end of it back.

A job ends in exactly one of finished, failed or cancelled, on the GUI thread, whatever the work does.
Windows may only die on the GUI thread. So a worker is never the last to hold one: what it was given and
what it made are handed back in an `_Order`, and it holds no `Job`.
"""

from __future__ import annotations

import itertools
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
from gongkai_desktop.ui import collecting, crash, messages
from gongkai_desktop.ui.waiting import WaitingDialog

T = TypeVar("T")
Report = Callable[[int, int, str], None]
IsCancelled = Callable[[], bool]
Work = Callable[[Report, IsCancelled], T]

SHOW_AFTER_MS = 300
_REPORT_EVERY_S = 0.05
_keys = itertools.count()


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
    job.start(cast("Work[Any]", work), _workers(reads_only))
    return job


def running() -> bool:
    """Whether any job has not come to its end yet."""
    application = QCoreApplication.instance()
    return application is not None and any(not job.is_over for job in application.findChildren(Job))


@cache
def _workers(reads_only: bool) -> ThreadPoolExecutor:
    """One thread for all that write, as the ledger has room for one writer; two for readers."""
    return ThreadPoolExecutor(2 if reads_only else 1, "reader" if reads_only else "writer")


class _Order:
    """One piece of work as a worker sees it: what to do, and what came of it."""

    __slots__ = ("failure", "is_cancelled", "key", "result", "work")

    def __init__(self, work: Work[Any], cancel: threading.Event) -> None:
        self.key = next(_keys)
        self.work: Work[Any] | None = work
        self.is_cancelled = cancel.is_set
        self.result: Any = None
        self.failure: BaseException | None = None

    def take(self) -> tuple[Any, BaseException | None]:
        """What came of it; from now on nothing is held here."""
        result, failure = self.result, self.failure
        self.work = self.result = self.failure = None
        return result, failure


class _Mail(QObject):
    """What workers say to the GUI thread; lives as long as the application, unlike any job."""

    progressed = Signal(int, int, int, str)
    ended = Signal(int)

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.jobs: dict[int, Job] = {}
        self.progressed.connect(self._on_progressed)
        self.ended.connect(self._on_ended)

    def _on_progressed(self, key: int, count: int, total: int, text: str) -> None:
        if key in self.jobs:
            self.jobs[key].on_progressed(count, total, text)

    def _on_ended(self, key: int) -> None:
        self.jobs.pop(key).on_ended()


def _mail() -> _Mail:
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("a job needs an application to come back to")
    return application.findChild(_Mail) or _Mail(application)


def _carry_out(order: _Order, mail: _Mail) -> None:
    """Runs in the worker: every way out says `ended` exactly once, last of all."""
    last = 0.0

    def report(count: int, total: int, text: str) -> None:
        nonlocal last
        # Thousands of reports a second would drown the window's event queue.
        now = time.monotonic()
        if now - last >= _REPORT_EVERY_S:
            last = now
            mail.progressed.emit(order.key, count, total, text)

    try:
        if order.is_cancelled() or order.work is None:
            raise Cancelled  # noqa: TRY301  (stopped while waiting for its turn: one way out)
        order.result = order.work(report, order.is_cancelled)
    except BaseException as failure:
        order.failure = failure
    mail.ended.emit(order.key)


class Job(QObject):
    """One running piece of work. Lives on the GUI thread, owned by the application until it is over."""

    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self, parent: QWidget, done: Callable[[Any], None], ended: Callable[[], None] | None
    ) -> None:
        # Owned by the application, not by `parent`: the work may end after a dialog was closed.
        super().__init__(QCoreApplication.instance())
        self._parent = parent
        self._done = done
        self._ended = ended
        self._cancel = threading.Event()
        self._order: _Order | None = None
        self._waiting: WaitingDialog | None = None
        self._delay = QTimer(self)
        self.is_over = False

    def show_progress(self, title: str) -> None:
        """Show a box with a bar and [取消] if the work lasts."""
        self._waiting = WaitingDialog(title, self._parent)
        self._waiting.cancel_wanted.connect(self.cancel)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._waiting.open)
        self._delay.start(SHOW_AFTER_MS)

    def start(self, work: Work[Any], workers: ThreadPoolExecutor) -> None:
        """Hand the work to a worker."""
        collecting.on_this_thread()
        mail = _mail()
        self._order = _Order(work, self._cancel)
        mail.jobs[self._order.key] = self
        workers.submit(_carry_out, self._order, mail)

    def cancel(self) -> None:
        """Ask the work to stop; it may still finish."""
        self._cancel.set()

    def on_progressed(self, count: int, total: int, text: str) -> None:
        """The work says how far it is."""
        if self._waiting is not None and isValid(self._waiting):
            self._waiting.show_progress(count, total, text)

    def on_ended(self) -> None:
        """The work is over, one way or another."""
        result, failure = self._order.take() if self._order else (None, None)
        self._close()
        if failure is not None:
            self._raise(failure)
            self._end()
            return
        self.finished.emit(result)
        try:
            if isValid(self._parent):
                self._done(result)
        finally:
            self._end()

    def _raise(self, failure: BaseException) -> None:
        if isinstance(failure, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(failure)
            self._tell(failure)

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
