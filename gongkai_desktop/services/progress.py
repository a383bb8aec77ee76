"""How a long service call tells how far it is and hears that it should stop; it knows no window."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[int, int, str], None]
"""report(done, total, text): total 0 where nobody knows; the text is for the clerk."""

IsCancelled = Callable[[], bool]
"""cancelled(): True once the clerk has asked to stop."""


class Cancelled(Exception):
    """The work stopped because it was asked to; nothing was written."""


def no_report(_done: int, _total: int, _text: str) -> None:
    """For callers who do not watch."""


def never_cancelled() -> bool:
    """For callers who do not stop."""
    return False


def step(report: Report, cancelled: IsCancelled, done: int, total: int, text: str) -> None:
    """Report one step; raises Cancelled when the clerk has asked to stop."""
    if cancelled():
        raise Cancelled
    report(done, total, text)
