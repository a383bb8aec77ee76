"""What tests on a real ledger share: an open workspace with the standard units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ledgers import make_document, make_preview

from gongkai_desktop.domain.recognised import RecognisedTask
from gongkai_desktop.services.import_plan import ImportResult, commit_import
from gongkai_desktop.services.workspace import Workspace, open_workspace


@pytest.fixture(scope="session")
def new_ledger_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A new ledger with its standard units, made once for all tests."""
    path = tmp_path_factory.mktemp("new") / "new.gkdb"
    open_workspace(path, "王办事").close()
    return path.read_bytes()


@pytest.fixture
def ledger_path(tmp_path: Path, new_ledger_bytes: bytes) -> Path:
    """A new ledger of this test's own."""
    path = tmp_path / "ledger.gkdb"
    path.write_bytes(new_ledger_bytes)
    return path


@pytest.fixture
def workspace(ledger_path: Path) -> Iterator[Workspace]:
    """An open new ledger."""
    opened = open_workspace(ledger_path, "王办事")
    yield opened
    opened.close()


@pytest.fixture
def import_tasks(workspace: Workspace) -> Callable[..., ImportResult]:
    """Imports a document of the tasks given."""

    def run(*tasks: RecognisedTask, **given: Any) -> ImportResult:
        return commit_import(workspace, [make_preview(make_document(*tasks, **given))])

    return run
