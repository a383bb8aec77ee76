"""A crash that tells: hooks for what nobody caught, in every thread."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

_log = logging.getLogger(__name__)


def install(application: QCoreApplication) -> CrashHook:
    """Catch what nobody caught, in every thread; to be called before the first window."""
    hook = CrashHook(application)
    sys.excepthook = hook.caught
    threading.excepthook = hook.caught_in_thread
    sys.unraisablehook = hook.caught_by_nobody
    return hook


class CrashHook(QObject):
    """Brings a failure of any thread to the GUI thread and shows it there, one box at a time."""

    _failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._showing = False
        self._failed.connect(self._show)

    def caught(self, kind: type[BaseException], failure: BaseException, where: TracebackType | None) -> None:
        """Takes the place of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, where)
            return
        self._failed.emit(failure.with_traceback(where))

    def caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        """Takes the place of `threading.excepthook`."""
        if args.exc_value is not None:
            self._failed.emit(args.exc_value)

    def caught_by_nobody(self, args: sys.UnraisableHookArgs) -> None:
        """Takes the place of `sys.unraisablehook`: what went wrong while something was put away."""
        _log.error("unraisable failure in %r", args.object, exc_info=args.exc_value)

    def _show(self, failure: BaseException) -> None:
        if self._showing:
            # A failure in a paint event comes back with every repaint; one box is enough.
            log_failure(failure)
            return
        self._showing = True
        try:
            tell(None, failure)
        finally:
            self._showing = False


def log_failure(failure: BaseException) -> None:
    """The traceback goes to the log in full; the log stays on this PC."""
    _log.critical("unexpected failure", exc_info=failure)


def tell(parent: QWidget | None, failure: BaseException) -> None:
    """Log the failure and show the crash dialog."""
    log_failure(failure)
    # Without a parent the box could come up behind the dialog the clerk is in.
    present(parent or QApplication.activeModalWidget() or QApplication.activeWindow(), failure)


def present(parent: QWidget | None, failure: BaseException) -> None:
    """Show the dialog and wait. The only function that tests replace."""
    from gongkai_desktop.ui.crash_dialog import CrashDialog

    CrashDialog(failure, parent).exec()
