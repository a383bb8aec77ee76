"""What every window test needs: messages recorded instead of clicked, crashes that fail the test."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop import paths
from gongkai_desktop.services.import_plan import commit_import, preview_files
from gongkai_desktop.services.sample import load_sample
from gongkai_desktop.services.workspace import Workspace, open_workspace
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


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Other tests of this process have no window that would look for unused objects."""
    yield
    gc.enable()


@pytest.fixture
def settle(qtbot: QtBot) -> Iterator[Callable[[], None]]:
    """Waits until every job has ended; also at the end of the test."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not jobs.running(), timeout=20_000)

    yield wait
    wait()


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger with the first document of the shipped sample, made once for all tests."""
    path = tmp_path_factory.mktemp("sample") / "sample.gkdb"
    opened = open_workspace(path, "王办事")
    commit_import(opened, preview_files(opened, sorted((paths.resources() / "sample").glob("1-*"))))
    opened.close()
    return path.read_bytes()


@pytest.fixture
def workspace(tmp_path: Path, sample_ledger: bytes) -> Iterator[Workspace]:
    """An open ledger of this test's own, with tasks in it."""
    path = tmp_path / "ledger.gkdb"
    path.write_bytes(sample_ledger)
    opened = open_workspace(path, "王办事")
    yield opened
    opened.close()


@pytest.fixture
def empty_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new ledger."""
    opened = open_workspace(tmp_path / "new.gkdb", "王办事")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def full_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger with the whole shipped sample and its month of progress, made once for all tests."""
    path = tmp_path_factory.mktemp("full") / "full.gkdb"
    opened = open_workspace(path, "王办事")
    load_sample(opened)
    opened.close()
    return path.read_bytes()


@pytest.fixture
def full_workspace(tmp_path: Path, full_ledger: bytes) -> Iterator[Workspace]:
    """An open ledger of this test's own with the whole sample in it."""
    path = tmp_path / "full.gkdb"
    path.write_bytes(full_ledger)
    opened = open_workspace(path, "王办事")
    yield opened
    opened.close()
