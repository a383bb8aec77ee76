"""A job ends in exactly one way, on the GUI thread."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.errors import UserError
from gongkai_desktop.services.progress import Cancelled
from gongkai_desktop.ui import collecting, jobs
from gongkai_desktop.ui.waiting import WaitingDialog

from .conftest import RecordedMessages


class Ends:
    """Which ends a job came to, and in which thread."""

    def __init__(self, job: jobs.Job) -> None:
        self.seen: list[str] = []
        self.on_gui_thread: list[bool] = []
        job.finished.connect(lambda _result: self._note("finished"))
        job.failed.connect(lambda _failure: self._note("failed"))
        job.cancelled.connect(lambda: self._note("cancelled"))

    def _note(self, end: str) -> None:
        self.seen.append(end)
        self.on_gui_thread.append(QThread.currentThread() is QApplication.instance().thread())


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_that_the_work_runs_elsewhere_and_its_result_comes_back_to_the_gui_thread(
    window: QWidget, settle: Callable[[], None]
) -> None:
    results: list[tuple[int, int]] = []

    def done(worker: int) -> None:
        results.append((worker, threading.get_ident()))

    ends = Ends(jobs.run(window, lambda _report, _cancelled: threading.get_ident(), done, "计算"))
    settle()
    ((worker, receiver),) = results
    assert worker != receiver == threading.get_ident()
    assert (ends.seen, ends.on_gui_thread) == (["finished"], [True])


def test_that_a_refusal_is_told_and_done_is_not_called(
    window: QWidget, settle: Callable[[], None], recorded_messages: RecordedMessages
) -> None:
    def refuse(_report: object, _cancelled: object) -> None:
        raise UserError("文件打不开。", "请另选一个文件。")

    results: list[None] = []
    released: list[bool] = []
    ends = Ends(jobs.run(window, refuse, results.append, "读取", ended=lambda: released.append(True)))
    settle()
    assert ends.seen == ["failed"]
    assert results == []
    assert released == [True]
    assert [(m.kind, m.text, m.hint) for m in recorded_messages.shown] == [
        ("error", "文件打不开。", "请另选一个文件。")
    ]


def test_that_any_other_exception_reaches_the_crash_dialog(
    window: QWidget, settle: Callable[[], None], crashes: list[BaseException]
) -> None:
    ends = Ends(jobs.run(window, lambda _report, _cancelled: 1 // 0, lambda _: None, "计算"))
    settle()
    assert ends.seen == ["failed"]
    assert [type(failure) for failure in crashes] == [ZeroDivisionError]
    crashes.clear()


def test_that_a_cancelled_job_ends_silently(
    window: QWidget, settle: Callable[[], None], recorded_messages: RecordedMessages
) -> None:
    def wait_for_cancel(_report: jobs.Report, cancelled: jobs.IsCancelled) -> None:
        while not cancelled():
            threading.Event().wait(0.005)
        raise Cancelled

    results: list[None] = []
    job = jobs.run(window, wait_for_cancel, results.append, "导入")
    ends = Ends(job)
    job.cancel()
    settle()
    assert ends.seen == ["cancelled"]
    assert results == []
    assert recorded_messages.shown == []


def test_that_a_long_job_shows_its_progress_and_the_box_goes_away(
    window: QWidget, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    release = threading.Event()

    def work(report: jobs.Report, _cancelled: jobs.IsCancelled) -> None:
        report(3, 10, "正在读取")
        release.wait(20)

    window.show()
    jobs.run(window, work, lambda _: None, "导入")
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(WaitingDialog)))
    (box,) = window.findChildren(WaitingDialog)
    assert "正在读取（3/10）" in [label.text() for label in box.findChildren(type(box._text))]
    box.close()
    assert box.isVisible(), "the cross asks for a cancel; the box stays until the job has ended"
    release.set()
    settle()
    qtbot.waitUntil(lambda: not window.findChildren(WaitingDialog))


def test_that_jobs_that_write_run_one_after_the_other(window: QWidget, settle: Callable[[], None]) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> None:
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.01)
        inside.pop()

    for _ in range(4):
        jobs.run(window, work, lambda _: None, "保存", quiet=True)
    settle()
    assert most == [1, 1, 1, 1]


def test_that_a_job_outlives_its_window_without_calling_back(settle: Callable[[], None]) -> None:
    window = QWidget()
    release = threading.Event()
    results: list[bool] = []
    jobs.run(window, lambda _report, _cancelled: release.wait(20), results.append, "保存", quiet=True)
    window.deleteLater()
    QApplication.sendPostedEvents()
    release.set()
    settle()
    assert results == []


def test_that_a_failing_receiver_still_ends_the_job(
    window: QWidget, settle: Callable[[], None], qtbot: QtBot
) -> None:
    released: list[bool] = []

    def fail(_result: object) -> None:
        raise ValueError("receiver")

    with qtbot.captureExceptions() as caught:
        jobs.run(window, lambda _report, _cancelled: 1, fail, "计算", ended=lambda: released.append(True))
        settle()
    assert [kind for kind, *_rest in caught] == [ValueError]
    assert released == [True]


def test_that_unused_objects_are_looked_for_on_the_gui_thread(
    window: QWidget, settle: Callable[[], None]
) -> None:
    ended: list[int] = []

    class Ring:
        """Holds itself, as dialogs do by their slots."""

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            ended.append(threading.get_ident())

    kept: list[object] = []

    def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> None:
        Ring()
        kept.extend([number] for number in range(5000))  # would make the interpreter look for it here

    jobs.run(window, work, lambda _: None, "计算", quiet=True)
    settle()
    assert ended == []
    collecting.collect()
    assert ended == [threading.get_ident()]


def test_that_a_worker_holds_nothing_of_a_job_that_is_over(
    window: QWidget, settle: Callable[[], None]
) -> None:
    dialog = QWidget()

    def work(_report: jobs.Report, _cancelled: jobs.IsCancelled, held: QWidget = dialog) -> str:
        return held.objectName()

    jobs.run(window, work, lambda _: None, "计算", quiet=True)
    del work
    settle()
    kept = weakref.ref(dialog)
    del dialog
    QApplication.processEvents()
    assert kept() is None
