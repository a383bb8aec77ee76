from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from ledgers import make_task

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import CannotSave, InvalidInput
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import complete
from gongkai_desktop.services.issue_notices import issue_notices, preview_notices
from gongkai_desktop.services.progress import Cancelled
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices

TODAY = date(2022, 11, 15)
KIND = "督办通知"
FINANCE = NamedUnit("县财政局", Role.LEAD)
CIVIL = NamedUnit("县民政局", Role.SUPPORT)


@pytest.fixture
def late(import_tasks: Callable[..., object], workspace: Workspace) -> Workspace:
    """县财政局 is late with two tasks, 县民政局 with one, 县教育体育局 with none."""
    import_tasks(
        make_task("财政信息公开", [FINANCE, CIVIL]),
        make_task("惠民惠农政策公开", [FINANCE], no="2", row=3),
        make_task(
            "教育公开", [NamedUnit("县教育体育局", Role.LEAD)], [ByDate(date(2022, 12, 31))], no="3", row=4
        ),
    )
    return workspace


def text_of(path: Path) -> str:
    return "".join(
        "".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(path)
    )


def test_that_each_late_unit_gets_one_paper_with_its_items(late: Workspace, tmp_path: Path) -> None:
    issued = issue_notices(late, KIND, tmp_path / "out", TODAY)
    assert {one.notice.unit_name for one in issued} == {"县财政局", "县民政局"}
    finance = next(one for one in issued if one.notice.unit_name == "县财政局")
    text = text_of(finance.paths[0])
    assert "县财政局：" in text
    assert "财政信息公开" in text
    assert "惠民惠农政策公开" in text
    assert "教育公开" not in text
    assert "最长已逾期11个工作日" in text
    assert len(finance.notice.duty_ids) == 2


def test_that_numbers_follow_each_other_by_year_without_gaps(late: Workspace, tmp_path: Path) -> None:
    first = issue_notices(late, KIND, tmp_path, TODAY)
    second = issue_notices(late, KIND, tmp_path, date(2022, 11, 28))
    next_year = issue_notices(late, KIND, tmp_path, date(2023, 1, 10))
    assert [one.notice.number for one in (*first, *second)] == [
        f"示例政办督〔2022〕{n}号" for n in (1, 2, 3, 4)
    ]
    assert next_year[0].notice.number == "示例政办督〔2023〕1号"
    assert all(one.notice.number in text_of(one.paths[0]) for one in (*first, *second, *next_year))


def test_that_the_issued_bytes_are_kept_with_their_hash(late: Workspace, tmp_path: Path) -> None:
    issued = issue_notices(late, KIND, tmp_path, TODAY)
    with late.ledger.read() as reading:
        for one in issued:
            data = notices.notice_bytes(reading, one.notice.id)
            assert data == one.paths[0].read_bytes()
            assert one.notice.sha256 == sha256(data).hexdigest()


def test_that_the_reply_date_is_counted_in_working_days(late: Workspace) -> None:
    over_new_year = replace(late, office=replace(late.office, reply_days=3))
    assert {one.reply_by for one in preview_notices(late, KIND, TODAY)} == {date(2022, 11, 22)}
    assert preview_notices(over_new_year, KIND, date(2022, 12, 29))[0].reply_by == date(2023, 1, 4)


def test_that_only_the_unit_asked_for_gets_a_paper(late: Workspace, tmp_path: Path) -> None:
    unit = next(row.unit_id for row in list_duties(late, TODAY) if row.unit_name == "县民政局")
    assert [one.notice.unit_name for one in issue_notices(late, KIND, tmp_path, TODAY, [unit])] == [
        "县民政局"
    ]


def test_that_what_is_done_is_not_urged(late: Workspace, tmp_path: Path) -> None:
    rows = list_duties(late, TODAY)
    civil = [row.duty_id for row in rows if row.unit_name == "县民政局"]
    complete(late, civil, date(2022, 11, 1), "https://www.example.gov.cn/1.html", "")
    assert {one.notice.unit_name for one in issue_notices(late, KIND, tmp_path, TODAY)} == {"县财政局"}


def test_that_a_second_paper_says_what_was_urged_before(late: Workspace, tmp_path: Path) -> None:
    issue_notices(late, KIND, tmp_path, TODAY)
    again = issue_notices(late, KIND, tmp_path, date(2022, 11, 28))
    assert "此前已经督办" in text_of(again[0].paths[0])


def test_that_nobody_late_gives_no_paper_and_no_folder(late: Workspace, tmp_path: Path) -> None:
    assert issue_notices(late, KIND, tmp_path / "out", date(2022, 5, 1)) == ()
    assert not (tmp_path / "out").exists()


def test_that_a_cancelled_job_leaves_neither_numbers_nor_files(late: Workspace, tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(Cancelled):
        issue_notices(
            late,
            KIND,
            tmp_path / "out",
            TODAY,
            report=lambda done, total, text: told.append(f"{done}/{total} {text}"),
            cancelled=lambda: len(told) == 1,
        )
    assert told[0].startswith("0/2 正在签发：县")
    assert list((tmp_path / "out").iterdir()) == []
    assert issue_notices(late, KIND, tmp_path / "out", TODAY)[0].notice.number == "示例政办督〔2022〕1号"


def test_that_a_folder_that_cannot_be_written_costs_no_number(late: Workspace, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(CannotSave):
        issue_notices(late, KIND, tmp_path / "out", TODAY)
    with late.ledger.read() as reading:
        assert notices.list_notices(reading) == ()


def test_that_unknown_kinds_and_formats_are_refused(late: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="不能签发“表扬信”"):
        issue_notices(late, "表扬信", tmp_path, TODAY)
    with pytest.raises(InvalidInput, match="不能生成 wps 格式"):
        issue_notices(late, KIND, tmp_path, TODAY, formats=("pdf", "wps"))


def word_text(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    return "".join(node.text or "" for node in body.iter(qn("w:t")))


def test_that_a_word_file_lies_beside_each_pdf_when_asked_for(late: Workspace, tmp_path: Path) -> None:
    issued = issue_notices(late, KIND, tmp_path / "out", TODAY, formats=("docx", "pdf", "docx"))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        p.name for one in issued for p in one.paths
    }
    for one in issued:
        pdf, word = one.paths
        assert (pdf.suffix, word.suffix) == (".pdf", ".docx")
        assert pdf.stem == word.stem
        assert one.notice.number in word_text(word)
        with late.ledger.read() as reading:
            assert notices.notice_bytes(reading, one.notice.id) == pdf.read_bytes()


def test_that_the_ledger_keeps_the_pdf_also_where_only_word_is_wanted(
    late: Workspace, tmp_path: Path
) -> None:
    issued = issue_notices(late, KIND, tmp_path / "out", TODAY, formats=("docx",))
    assert [path.suffix for one in issued for path in one.paths] == [".docx", ".docx"]
    assert len(list((tmp_path / "out").iterdir())) == 2
    with late.ledger.read() as reading:
        kept = [notices.notice_bytes(reading, one.notice.id) for one in issued]
    assert all(data.startswith(b"%PDF-") for data in kept)


def test_that_no_format_at_all_is_refused(late: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="没有说明生成哪种格式"):
        issue_notices(late, KIND, tmp_path, TODAY, formats=())
