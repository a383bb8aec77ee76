"""Issued papers: numbers without gaps, bytes as issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from ledgers import make_task
from sqlalchemy.exc import IntegrityError

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices
from gongkai_desktop.store.unit_of_work import UnitOfWork

KIND = "督办通知"


def issue(work: UnitOfWork, day: date, sequence: int | None = None, data: bytes = b"%PDF") -> Notice:
    """Issue one paper about the first two duties."""
    number = sequence or notices.next_sequence(work, KIND, day.year)
    return notices.add_notice(
        work,
        kind=KIND,
        year=day.year,
        sequence=number,
        number=f"督〔{day.year}〕{number}号",
        unit_id=1,
        issued_on=day,
        reply_by=None,
        duty_ids=[1, 2, 1],
        data=data,
    )


@pytest.fixture(autouse=True)
def _two_duties(import_tasks: Callable[..., ImportResult]) -> None:
    import_tasks(make_task("甲"), make_task("乙"))


def test_that_numbers_run_per_kind_and_year(workspace: Workspace) -> None:
    with workspace.change("签发") as work:
        numbers = [issue(work, date(year, 11, 1)).number for year in (2022, 2022, 2023, 2022)]
        other = notices.next_sequence(work, "工作提示函", 2022)
        work.commit()
    assert numbers == ["督〔2022〕1号", "督〔2022〕2号", "督〔2023〕1号", "督〔2022〕3号"]
    assert other == 1


def test_that_a_number_not_kept_is_used_again(workspace: Workspace) -> None:
    with workspace.change("签发") as work:
        issue(work, date(2022, 11, 1))
    with workspace.ledger.read() as reading:
        assert notices.next_sequence(reading, KIND, 2022) == 1


def test_that_no_number_is_given_twice(workspace: Workspace) -> None:
    with workspace.change("签发") as work:
        issue(work, date(2022, 11, 1), sequence=1)
        with pytest.raises(IntegrityError):
            issue(work, date(2022, 11, 2), sequence=1)


def test_that_papers_come_newest_first_with_bytes_and_duties(workspace: Workspace) -> None:
    with workspace.change("签发") as work:
        old = issue(work, date(2022, 11, 1), data=b"first")
        new = issue(work, date(2022, 11, 10), data=b"second")
        work.commit()
    with workspace.ledger.read() as reading:
        assert notices.list_notices(reading) == (new, old)
        assert notices.list_notices(reading, duty_id=2, until=date(2022, 11, 9)) == (old,)
        assert notices.list_notices(reading, duty_id=3) == ()
        assert notices.notice_bytes(reading, old.id) == b"first"
        with pytest.raises(InvalidInput):
            notices.notice_bytes(reading, 99)
    assert old.duty_ids == (1, 2)
    assert old.unit_name
