"""What each kind of paper says about a ledger, before it is issued."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledgers import make_task

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.domain.papers import KINDS, Delivery, Form, Talk, quarter_of
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import CannotSave, InvalidInput
from gongkai_desktop.exporters.document import Heading, OfficialDocument, Table, Text
from gongkai_desktop.services.duties import duty_detail, list_duties
from gongkai_desktop.services.edit_duty import complete
from gongkai_desktop.services.issue_notices import issue_notices, write_papers
from gongkai_desktop.services.paper_facts import Extras, read_material, unit_figures
from gongkai_desktop.services.paper_templates import save_template
from gongkai_desktop.services.papers import (
    PaperDraft,
    draft_papers,
    issued_papers,
    issued_pdf,
    missing_characters,
    paint_draft,
    preview_paper,
    print_job,
    save_issued,
)
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 11, 15)
FINANCE = NamedUnit("县财政局", Role.LEAD)
CIVIL = NamedUnit("县民政局", Role.SUPPORT)
SCHOOLS = NamedUnit("县教育体育局", Role.LEAD)


@pytest.fixture
def ledger(import_tasks: Callable[..., object], workspace: Workspace) -> Workspace:
    """县财政局 is late with two tasks, 县民政局 with one; 县教育体育局 has one that falls due soon."""
    import_tasks(
        make_task("财政信息公开", [FINANCE, CIVIL]),
        make_task("惠民惠农政策公开", [FINANCE], no="2", row=3),
        make_task("教育公开", [SCHOOLS], [ByDate(date(2022, 11, 20))], no="3", row=4),
    )
    return workspace


def unit_id(workspace: Workspace, name: str) -> int:
    return next(row.unit_id for row in list_duties(workspace, TODAY) if row.unit_name == name)


def words(document: OfficialDocument) -> str:
    """Everything the paper says."""
    parts = [document.title, document.number, *document.addressees, document.note]
    blocks = [*document.blocks, *(block for annex in document.attachments for block in annex.blocks)]
    for block in blocks:
        if isinstance(block, Table):
            parts += [cell.text for row in block.rows for cell in row]
        else:
            parts.append(block.text if isinstance(block, Text) else block.title + block.text)
    return "\n".join(parts)


def tables(document: OfficialDocument) -> list[list[list[str]]]:
    blocks = [*document.blocks, *(block for annex in document.attachments for block in annex.blocks)]
    return [
        [[cell.text.replace("\n", "") for cell in row] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    ]


def only(drafts: tuple[PaperDraft, ...]) -> PaperDraft:
    (draft,) = drafts
    return draft


def finance(workspace: Workspace, kind: str, today: date = TODAY) -> PaperDraft:
    return only(draft_papers(workspace, kind, today, [unit_id(workspace, "县财政局")]))


def test_that_a_reminder_goes_to_units_whose_tasks_fall_due_soon_as_a_letter(ledger: Workspace) -> None:
    draft = only(draft_papers(ledger, "工作提示函", TODAY))
    assert draft.document.form is Form.LETTER
    assert draft.document.addressees == ("县教育体育局",)
    assert draft.document.number == "示例政办提〔2022〕1号"
    text = words(draft.document)
    assert "1项政务公开任务即将到期，最早的为2022年11月20日" in text
    assert "逾期" not in text
    assert tables(draft.document)[0][1][-1] == "3"


def test_that_a_notice_names_source_count_and_the_longest_delay(ledger: Workspace) -> None:
    text = words(finance(ledger, "督办通知").document)
    assert "根据《2022年政务公开任务分解表》" in text
    assert "截至2022年11月15日" in text
    assert "有2项逾期未办结，最长已逾期11个工作日" in text


def test_that_the_table_lists_number_task_requirement_deadline_and_days_late(ledger: Workspace) -> None:
    header, first, second = tables(finance(ledger, "督办通知").document)[0]
    assert header == ["序号", "任务", "要求", "时限", "逾期天数"]
    assert first[0:2] == ["1", "财政信息公开"]
    assert first[3:] == ["2022年10月31日", "11个工作日"]
    assert second[1] == "惠民惠农政策公开"
    civil = only(draft_papers(ledger, "督办通知", TODAY, [unit_id(ledger, "县民政局")]))
    assert tables(civil.document)[0][1][1] == "财政信息公开（配合）"


def test_that_the_reply_date_stands_with_its_weekday_in_text_and_form(ledger: Workspace) -> None:
    text = words(finance(ledger, "督办通知").document)
    assert "请于2022年11月22日（星期二）前，即印发后5个工作日内" in text
    assert "反馈时限：2022年11月22日" in text


def test_that_the_reply_form_has_a_line_for_each_item_and_room_for_signature_and_seal(
    ledger: Workspace,
) -> None:
    document = finance(ledger, "督办通知").document
    assert [annex.title for annex in document.attachments] == ["督办事项办理情况回执"]
    form = tables(document)[1]
    assert [row[0] for row in form] == ["序号", "1", "2", "填报人", "主要负责人（签字）"]
    assert "单位（盖章）" in form[-1]


def test_that_contact_and_phone_are_left_out_where_there_are_none(ledger: Workspace) -> None:
    assert finance(ledger, "督办通知").document.note == ""
    known = replace(ledger, office=replace(ledger.office, contact="王某", phone="0000-1234567"))
    assert finance(known, "督办通知").document.note == "联系人：王某；联系电话：0000-1234567"


def test_that_a_second_notice_is_only_for_what_was_urged_before_today(
    ledger: Workspace, tmp_path: Path
) -> None:
    assert draft_papers(ledger, "再次督办通知", TODAY) == ()
    issue_notices(ledger, "督办通知", tmp_path, TODAY, [unit_id(ledger, "县财政局")])
    assert draft_papers(ledger, "再次督办通知", TODAY) == ()
    later = date(2022, 11, 28)
    draft = only(draft_papers(ledger, "再次督办通知", later))
    text = words(draft.document)
    assert draft.facts.unit_name == "县财政局"
    assert "我办曾以示例政办督〔2022〕1号文督办" in text
    assert "再次督办（第二次）" in text
    assert draft.document.number == "示例政办再督〔2022〕1号"


def test_that_a_reminder_does_not_count_as_urging(ledger: Workspace, tmp_path: Path) -> None:
    issue_notices(ledger, "工作提示函", tmp_path, TODAY)
    later = date(2022, 11, 28)
    draft = only(draft_papers(ledger, "督办通知", later, [unit_id(ledger, "县教育体育局")]))
    assert "此前已经督办" not in words(draft.document)


def test_that_the_circular_has_figures_by_unit_and_names_the_late_ones(ledger: Workspace) -> None:
    draft = only(draft_papers(ledger, "督查通报", TODAY))
    text = words(draft.document)
    assert draft.document.title == "关于2022年第四季度政务公开任务落实情况的督查通报"
    assert "共有责任事项4项，其中有时限的4项，已办结0项，办结率0.0%；逾期未办结3项，涉及2个单位" in text
    assert "县财政局（2项）、县民政局（1项）有事项逾期未办结" in text
    figures, late = tables(draft.document)
    assert [row[1] for row in figures[1:]] == ["县教育体育局", "县民政局", "县财政局"]
    assert [row[-2] for row in figures[1:]] == ["0", "1", "2"]
    assert len(late) == 1 + 3
    assert [annex.title for annex in draft.document.attachments] == [
        "各单位政务公开任务办理情况",
        "逾期未办结事项",
    ]


def test_that_the_circular_joins_the_lines_of_a_unit(ledger: Workspace) -> None:
    annex = only(draft_papers(ledger, "督查通报", TODAY)).document.attachments[1]
    (table,) = annex.blocks
    assert isinstance(table, Table)
    assert [row[0].row_span for row in table.rows[1:] if len(row) == 5] == [1, 2]


def test_that_the_circular_of_a_ledger_without_delay_says_so(ledger: Workspace) -> None:
    draft = only(draft_papers(ledger, "督查通报", date(2022, 5, 5)))
    assert "没有逾期未办结的事项" in words(draft.document)
    assert len(draft.document.attachments) == 1


def test_that_the_figures_of_the_units_sum_up_to_the_ledger(ledger: Workspace) -> None:
    rows = list_duties(ledger, TODAY)
    complete(ledger, [rows[0].duty_id], date(2022, 11, 1), "https://www.example.gov.cn/1.html", "")
    figures = unit_figures(read_material(ledger, TODAY))
    assert sum(one.total for one in figures) == len(rows)
    assert sum(one.done for one in figures) == 1
    assert sum(one.late for one in figures) == 2


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2022, 11, 15), (2022, 4)),
        (date(2022, 10, 15), (2022, 3)),
        (date(2022, 10, 16), (2022, 4)),
        (date(2023, 1, 9), (2022, 4)),
        (date(2022, 3, 31), (2022, 1)),
    ],
)
def test_that_early_in_a_quarter_the_circular_is_about_the_one_before(
    day: date, quarter: tuple[int, int]
) -> None:
    assert quarter_of(day) == quarter


def test_that_a_talk_says_when_where_and_with_whom_or_leaves_room_to_write(ledger: Workspace) -> None:
    talk = Talk("11月20日上午9时", "二楼会议室", "局长张某", "副主任李某")
    only_finance = [unit_id(ledger, "县财政局")]
    known = only(draft_papers(ledger, "约谈通知", TODAY, only_finance, Extras(talk=talk)))
    headings = [block for block in known.document.blocks if isinstance(block, Heading)]
    assert [(h.title, h.text) for h in headings[:4]] == [
        ("约谈时间：", "11月20日上午9时"),
        ("约谈地点：", "二楼会议室"),
        ("约谈对象：", "局长张某"),
        ("约谈人：", "副主任李某"),
    ]
    unknown = words(only(draft_papers(ledger, "约谈通知", TODAY, only_finance)).document)
    assert "约谈对象：县财政局主要负责人" in unknown
    assert "年　月　日" in unknown


def test_that_the_record_of_a_talk_has_room_for_what_is_said_and_for_signatures(ledger: Workspace) -> None:
    text = words(finance(ledger, "约谈记录").document)
    for part in ("说明的情况", "提出的要求", "整改承诺", "约谈对象（签字）", "记录人（签字）"):
        assert part in text
    assert finance(ledger, "约谈记录").document.number == ""


def test_that_the_list_of_a_unit_has_all_its_duties_of_the_year(ledger: Workspace) -> None:
    draft = only(draft_papers(ledger, "任务清单", TODAY, [unit_id(ledger, "县教育体育局")]))
    assert draft.document.title == "县教育体育局2022年政务公开任务清单"
    (table,) = tables(draft.document)
    assert [row[1] for row in table[1:]] == ["教育公开"]
    assert table[1][3:] == ["牵头", "10月底前", "临期"]
    assert len(draft_papers(ledger, "任务清单", TODAY)) == 3
    assert draft_papers(ledger, "任务清单", date(2023, 1, 9)) == ()


def test_that_the_delivery_list_has_what_was_issued_that_day(ledger: Workspace, tmp_path: Path) -> None:
    assert draft_papers(ledger, "送达签收单", TODAY) == ()
    issue_notices(ledger, "工作提示函", tmp_path, TODAY)
    issue_notices(ledger, "督办通知", tmp_path, TODAY)
    (table,) = tables(only(draft_papers(ledger, "送达签收单", TODAY)).document)
    assert [row[1] for row in table[1:]] == [
        "示例政办提〔2022〕1号",
        "示例政办督〔2022〕1号",
        "示例政办督〔2022〕2号",
    ]
    chosen = Extras(deliveries=(Delivery("甲〔2022〕9号", "督办通知", "县财政局"),))
    assert "甲〔2022〕9号" in words(only(draft_papers(ledger, "送达签收单", TODAY, extras=chosen)).document)


def test_that_a_preview_has_the_number_the_paper_would_get(ledger: Workspace, tmp_path: Path) -> None:
    issue_notices(ledger, "督办通知", tmp_path, TODAY)
    preview = preview_paper(ledger, "督办通知", date(2022, 11, 28), unit_id(ledger, "县财政局"))
    assert preview is not None
    assert preview.draft.document.number == "示例政办督〔2022〕3号"
    assert preview.data.startswith(b"%PDF-")
    assert preview.missing == ()
    assert preview_paper(ledger, "督办通知", date(2022, 5, 5)) is None


def test_that_a_character_no_font_has_is_known_before_anything_is_printed(
    import_tasks: Callable[..., object], workspace: Workspace
) -> None:
    import_tasks(make_task("财政\ue000公开", [FINANCE]))
    drafts = draft_papers(workspace, "督办通知", TODAY)
    assert missing_characters(drafts) == ("\ue000",)
    assert paint_draft(drafts[0]).missing == ("\ue000",)


def test_that_the_clerks_own_words_are_used(ledger: Workspace) -> None:
    save_template(ledger, "督办通知", "标题：催办\n主送：{{单位}}\n请办结{{事项数}}项。")
    assert finance(ledger, "督办通知").document.blocks == (Text("请办结2项。"),)


def test_that_every_kind_comes_out_for_a_ledger(ledger: Workspace, tmp_path: Path) -> None:
    issue_notices(ledger, "督办通知", tmp_path / "0", TODAY)
    later = date(2022, 11, 16)
    for kind in KINDS:
        make = issue_notices if kind.numbered else write_papers
        extras = Extras(deliveries=(Delivery("督〔2022〕1号", "督办通知", "县财政局"),))
        made = make(ledger, kind.name, tmp_path / kind.name, later, extras=extras, formats=("pdf", "docx"))
        assert made, kind.name
        for one in made:
            assert {path.suffix for path in one.paths} == {".pdf", ".docx"}
            assert all(path.stat().st_size > 5000 for path in one.paths)


def test_that_a_kind_with_a_number_is_not_written_without_and_the_other_way_round(
    ledger: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match="要编文号"):
        write_papers(ledger, "督办通知", tmp_path, TODAY)
    with pytest.raises(InvalidInput, match="不能签发“回执”"):
        issue_notices(ledger, "回执", tmp_path, TODAY)


def test_that_an_issued_circular_is_kept_under_the_office_and_listed_at_its_duties(
    ledger: Workspace, tmp_path: Path
) -> None:
    (issued,) = issue_notices(ledger, "督查通报", tmp_path, TODAY)
    assert issued.notice.unit_name == "各责任单位"
    late = next(row for row in list_duties(ledger, TODAY) if row.unit_name == "县民政局")
    assert [one.number for one in duty_detail(ledger, late.duty_id, TODAY).notices] == [issued.notice.number]
    assert issued_pdf(ledger, issued.notice.id) == issued.paths[0].read_bytes()


def test_that_issued_papers_are_listed_by_kind_and_year_and_printed_in_one_job(
    ledger: Workspace, tmp_path: Path
) -> None:
    issue_notices(ledger, "工作提示函", tmp_path, TODAY)
    notices = issue_notices(ledger, "督办通知", tmp_path, TODAY)
    assert len(issued_papers(ledger, TODAY)) == 3
    assert [one.kind for one in issued_papers(ledger, TODAY, "工作提示函")] == ["工作提示函"]
    assert issued_papers(ledger, TODAY, year=2021) == ()
    assert issued_papers(ledger, date(2022, 11, 14)) == ()
    job = print_job(ledger, [one.notice.id for one in notices])
    assert job.startswith(b"%PDF-")


def test_that_the_office_can_print_on_one_side(ledger: Workspace) -> None:
    assert finance(ledger, "督办通知").document.both_sides
    one_sided = replace(ledger, office=replace(ledger.office, both_sides=False))
    both, single = (paint_draft(finance(w, "督办通知")).pages for w in (ledger, one_sided))
    assert both % 2 == 0
    assert single <= both


def test_that_papers_whose_files_could_not_be_placed_are_issued_once_and_saved_again_from_the_ledger(
    ledger: Workspace, tmp_path: Path
) -> None:
    blocked = tmp_path / "out" / "示例政办督〔2022〕2号 县财政局.pdf"
    (blocked / "in the way").mkdir(parents=True)
    with pytest.raises(CannotSave, match=r"已经签发（示例政办督〔2022〕1号等2份）.*不要重新签发"):
        issue_notices(ledger, "督办通知", tmp_path / "out", TODAY)
    issued = issued_papers(ledger, TODAY)
    assert len(issued) == 2
    saved = save_issued(ledger, issued, tmp_path / "again")
    assert {path.name for path in saved} == {
        "示例政办督〔2022〕1号 县民政局.pdf",
        "示例政办督〔2022〕2号 县财政局.pdf",
    }
    assert all(path.read_bytes().startswith(b"%PDF-") for path in saved)


def test_that_the_start_loads_nothing_of_the_papers() -> None:
    code = (
        "import sys, gongkai_desktop.services.issue_notices\n"
        "print([name for name in ('reportlab', 'jinja2', 'docx') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    assert told.strip() == "[]"
