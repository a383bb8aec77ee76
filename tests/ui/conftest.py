"""What every window test needs: messages recorded instead of clicked, crashes that fail the test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.ui import crash, jobs, messages


@dataclass
class RecordedMessages:
    """What the clerk was told, and the answer given to every question."""

    shown: list[messages.Message] = field(default_factory=list)
    answer: bool = True

    def present(self, _parent: QWidget | None, message: messages.Message) -> bool:
        """Stands in for `messages.present`."""
        self.shown.append(message)
        return self.answer

    @property
    def texts(self) -> list[str]:
        """The texts, in order."""
        return [message.text for message in self.shown]


@pytest.fixture(autouse=True)
def recorded_messages(monkeypatch: pytest.MonkeyPatch) -> RecordedMessages:
    """Every message of the test; never a box that waits for a click."""
    recorded = RecordedMessages()
    monkeypatch.setattr(messages, "present", recorded.present)
    return recorded


@pytest.fixture(autouse=True)
def crashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """Failures that would show the crash dialog; a test that expects one clears the list."""
    caught: list[BaseException] = []
    monkeypatch.setattr(crash, "present", lambda _parent, failure: caught.append(failure))
    yield caught
    if caught:
        raise caught[0]


@pytest.fixture
def settle(qtbot: QtBot) -> Iterator[object]:
    """Waits until every job has ended; also at the end of the test."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not jobs.running(), timeout=20_000)

    yield wait
    wait()
