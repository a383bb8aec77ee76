"""What is saved of a damaged ledger, and what is not."""

from __future__ import annotations

import contextlib
import gzip
import random
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.errors import DamagedLedger
from gongkai_desktop.services.backups import check_ledger, salvage_damaged
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.workspace import open_workspace

_FILLED = Path(__file__).parents[2] / "data" / "databases" / "0003.gkdb.gz"
_PAGE = 4096
TODAY = date(2026, 6, 24)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with a month of work in it."""
    path = tmp_path / "台账.gkdb"
    path.write_bytes(gzip.decompress(_FILLED.read_bytes()))
    return path


def _pages_of(ledger: Path, table: str) -> int:
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return int(root)


def _count(ledger: Path, table: str) -> int:
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _spoil(ledger: Path, pages: list[int]) -> None:
    data = bytearray(ledger.read_bytes())
    for page in pages:
        data[(page - 1) * _PAGE : page * _PAGE] = b"\xa5" * _PAGE
    ledger.write_bytes(data)


def test_that_a_whole_ledger_is_salvaged_whole(ledger: Path) -> None:
    duties, entries = _count(ledger, "duty"), _count(ledger, "journal")
    _aside, found = salvage_damaged(ledger)
    assert (found.kept["duty"], found.kept["journal"]) == (duties, entries)
    assert (found.left_out, found.broken) == (0, ())


def test_that_the_loss_of_one_table_costs_only_what_hangs_on_it(ledger: Path) -> None:
    duties = _count(ledger, "duty")
    _spoil(ledger, [_pages_of(ledger, "evidence")])
    assert check_ledger(ledger) is not None
    damaged = ledger.read_bytes()
    aside, found = salvage_damaged(ledger)
    assert aside.read_bytes() == damaged
    assert found.broken == ("evidence",)
    assert found.kept["duty"] == duties
    assert check_ledger(ledger) is None
    workspace = open_workspace(ledger, "王办事")
    rows = list_duties(workspace, TODAY)
    assert len(rows) == duties
    record_progress(workspace, [rows[0].duty_id], TODAY, "抢救后继续办理", None, "某局")
    workspace.close()


@pytest.mark.parametrize("seed", range(6))
def test_that_a_salvaged_ledger_is_whole_wherever_the_damage_was(ledger: Path, seed: int) -> None:
    last = ledger.stat().st_size // _PAGE
    _spoil(ledger, random.Random(seed).sample(range(8, last), 12))
    damaged = ledger.read_bytes()
    try:
        salvage_damaged(ledger)
    except DamagedLedger:
        assert ledger.read_bytes() == damaged
        return
    assert check_ledger(ledger) is None
    open_workspace(ledger, "王办事").close()


def test_that_a_file_of_which_nothing_is_left_is_refused_untouched(ledger: Path) -> None:
    ledger.write_bytes(b"\0" * 20_000)
    with pytest.raises(DamagedLedger) as refused:
        salvage_damaged(ledger)
    assert refused.value.hint
    assert ledger.read_bytes() == b"\0" * 20_000
    assert [path.name for path in ledger.parent.iterdir()] == [ledger.name]
