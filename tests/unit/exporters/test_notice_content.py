from dataclasses import replace
from datetime import date

from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.exporters.document import Heading, OfficialDocument, Table, Text
from gongkai_desktop.exporters.notices import NoticeContent, NoticeItem, notice_document

ITEM = NoticeItem(
    duty_id=1,
    no="6",
    task="财政信息公开",
    requirement="10月底前公开预算执行情况。",
    role=Role.LEAD,
    plan_title="2022年政务公开工作要点任务分解表",
    late_dates=(date(2022, 10, 31),),
    days_late=11,
    noticed_before=False,
)
CONTENT = NoticeContent(
    number="督〔2022〕5号",
    unit_name="县财政局",
    items=(ITEM, replace(ITEM, task="惠民惠农政策公开", role=Role.SUPPORT, days_late=3)),
    issued_on=date(2022, 11, 15),
    reply_by=date(2022, 11, 22),
    reply_days=5,
    office="示例县人民政府办公室",
    contact="王某",
    phone="0000-1234567",
)


def running_text(document: OfficialDocument) -> str:
    return "".join(
        block.text if isinstance(block, Text) else block.title + block.text
        for block in document.blocks
        if isinstance(block, Text | Heading)
    )


def tables(document: OfficialDocument) -> list[Table]:
    blocks = [*document.blocks, *(block for annex in document.attachments for block in annex.blocks)]
    return [block for block in blocks if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text.replace("\n", "") for cell in row] for row in table.rows]


def test_that_the_notice_names_source_count_and_the_longest_delay() -> None:
    text = running_text(notice_document(CONTENT))
    assert "根据《2022年政务公开工作要点任务分解表》" in text
    assert "截至2022年11月15日" in text
    assert "有2项逾期未办结，最长已逾期11个工作日" in text


def test_that_the_table_lists_number_task_requirement_deadline_and_days_late() -> None:
    header, first, second = cells(tables(notice_document(CONTENT))[0])
    assert header == ["序号", "任务", "要求", "时限", "逾期天数"]
    assert first == ["1", "财政信息公开", "10月底前公开预算执行情况。", "2022年10月31日", "11个工作日"]
    assert second[1] == "惠民惠农政策公开（配合）"


def test_that_a_task_that_returns_is_listed_once_with_its_first_date() -> None:
    item = replace(ITEM, late_dates=(date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30)))
    rows = cells(tables(notice_document(replace(CONTENT, items=(item,))))[0])
    assert rows[1][3] == "2022年3月31日等3个节点"


def test_that_the_reply_date_is_named_with_its_weekday_and_how_it_was_counted() -> None:
    assert "请于2022年11月22日（星期二）前，即印发后5个工作日内" in running_text(notice_document(CONTENT))


def test_that_a_unit_that_was_urged_before_is_told_for_which_items() -> None:
    assert "此前已经督办" not in running_text(notice_document(CONTENT))
    again = replace(CONTENT, items=(ITEM, replace(ITEM, noticed_before=True)))
    assert "表中第2项此前已经督办" in running_text(notice_document(again))
    many = replace(CONTENT, items=(replace(ITEM, noticed_before=True),) * 20)
    assert "表中有20项此前已经督办" in running_text(notice_document(many))


def test_that_several_sources_are_named_and_many_summed_up() -> None:
    items = tuple(replace(ITEM, plan_title=title) for title in ("甲", "《乙》", "丙", "丁"))
    assert "根据《甲》《乙》《丙》等文件明确" in running_text(notice_document(replace(CONTENT, items=items)))


def test_that_an_item_that_passed_over_a_rest_day_is_late_without_days() -> None:
    text = running_text(notice_document(replace(CONTENT, items=(replace(ITEM, days_late=0),))))
    assert "有1项逾期未办结。" in text


def test_that_the_contact_is_given_as_far_as_it_is_known() -> None:
    assert notice_document(CONTENT).note == "联系人：王某；联系电话：0000-1234567"
    assert notice_document(replace(CONTENT, contact="")).note == "联系电话：0000-1234567"
    assert notice_document(replace(CONTENT, contact="", phone="")).note == ""


def test_that_the_reply_form_names_unit_and_number_and_has_a_line_for_each_item() -> None:
    annex = notice_document(CONTENT).attachments[0]
    texts = [block.text for block in annex.blocks if isinstance(block, Text)]
    assert texts == ["反馈单位：县财政局", "对应文号：督〔2022〕5号", "反馈时限：2022年11月22日"]
    rows = cells(tables(notice_document(CONTENT))[1])
    assert [row[:2] for row in rows[1:3]] == [["1", "财政信息公开"], ["2", "惠民惠农政策公开"]]
    assert [text for row in rows[3:] for text in row if text] == [
        "填报人",
        "联系电话",
        "主要负责人（签字）",
        "单位（盖章）",
    ]
