"""The text of a paper as a clerk writes it: markup, fields, and what is said about mistakes."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.paper_fields import FIELDS, LISTS, context
from gongkai_desktop.domain.paper_samples import sample_facts
from gongkai_desktop.domain.papers import BY_NAME
from gongkai_desktop.exporters.document import Heading, Table, TableCell, Text
from gongkai_desktop.exporters.paper_markup import Fault, WrongMarkup, read_draft
from gongkai_desktop.exporters.paper_template import LONGEST, WrongTemplate, faults, fill

VALUES = context(sample_facts(BY_NAME["督办通知"]))


def messages(source: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in faults(source)]


def filled(source: str, **values: object) -> str:
    return fill(source, VALUES | values)


def test_that_numbered_lines_become_headings_of_their_level_and_the_rest_is_text() -> None:
    draft = read_draft(
        "标题：甲\n一、总体\n（一）好。多办。\n(二)说明\n1.其一\n（1）其二\n1.5倍以上。\n　　正文。"
    )
    assert draft.blocks == (
        Heading(1, "总体"),
        Heading(2, "好。", "多办。"),
        Heading(2, "说明"),
        Heading(3, "其一"),
        Heading(4, "其二"),
        Text("1.5倍以上。"),
        Text("正文。"),
    )


def test_that_the_lines_at_the_top_say_title_addressees_copies_note_and_signer() -> None:
    draft = read_draft(
        "标题：甲\n标题：乙\n主送：县财政局\n主送：\n抄送：丙\n附注：联系人\n签发人：丁\n正文。\n附注：在文中"
    )
    assert (draft.title, draft.addressees, draft.copies) == ("甲\n乙", ("县财政局",), ("丙",))
    assert (draft.note, draft.signer) == ("联系人", "丁")
    assert draft.blocks == (Text("正文。"), Text("附注：在文中"))


def test_that_a_table_has_its_widths_title_header_and_joined_cells() -> None:
    source = (
        "标题：甲\n表题：表1\n表格字号：五号\n表格：1 3左 2.5右\n表头|单位|任务|[左]|\n表头|[上]|名称|天数|\n"
        "|乙|丙[换行]丁|[空2行]|\n|[上]|戊|1|\n|[上]|己|2|"
    )
    (table,) = read_draft(source).blocks
    assert isinstance(table, Table)
    assert [(column.weight, column.align) for column in table.columns] == [
        (1, "centre"),
        (3, "left"),
        (2.5, "right"),
    ]
    assert (table.title, table.size, table.header_rows) == ("表1", 10.5, 2)
    assert table.rows[0] == (TableCell("单位", row_span=2), TableCell("任务", column_span=2, align="centre"))
    assert table.rows[2] == (TableCell("乙", row_span=3), TableCell("丙\n丁"), TableCell("\n\n"))
    assert [len(row) for row in table.rows] == [2, 2, 3, 2, 2]


def test_that_no_cell_is_joined_from_the_header_into_the_rows() -> None:
    (table,) = read_draft("标题：甲\n表格：1 1\n表头|乙|丙|\n|[上]|丁|").blocks
    assert isinstance(table, Table)
    assert [cell.row_span for row in table.rows for cell in row] == [1, 1, 1, 1]


def test_that_an_annex_begins_at_its_line_and_notes_to_the_editor_are_not_printed() -> None:
    draft = read_draft("※ 说明\n标题：甲\n正文。\n附件：清单\n内容。\n※ 说明\n附件：回执\n填写。")
    assert [(annex.title, annex.blocks) for annex in draft.attachments] == [
        ("清单", (Text("内容。"),)),
        ("回执", (Text("填写。"),)),
    ]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("正文。", 1, "没有标题"),
        ("标题：甲\n|乙|", 2, "要先写一行“表格：”"),
        ("标题：甲\n表格：1 2\n|乙|", 3, "这一行有1格，而表格有2列"),
        ("标题：甲\n表格：1 宽\n", 2, "列宽“宽”不对"),
        ("标题：甲\n表格：0\n", 2, "列宽“0”不对"),
        ("标题：甲\n表格：\n", 2, "要先写一行“表格：”"),
        ("标题：甲\n表格字号：特大\n", 2, "不认识的字号“特大”"),
    ],
)
def test_that_wrong_markup_is_told_by_line(source: str, line: int, message: str) -> None:
    found = faults(source)
    assert found[0].line == line
    assert message in found[0].message
    with pytest.raises(WrongMarkup) as wrong:
        read_draft(source)
    assert wrong.value.fault == found[0]


def test_that_fields_conditions_and_lists_are_filled_in() -> None:
    source = "{{单位}}{% 如果 督办过 %}又{% 否则如果 事项数 > 2 且 非 督办过 %}多{% 否则 %}少{% 结束 %}"
    assert read_draft("标题：" + filled(source)).title == "示例县财政局多"
    lines = filled("{% 逐项 事项 %}\n|{{项.序号}}|{{项.任务简称}}|\n{% 结束 %}").replace("\u2060", "")
    assert [line for line in lines.split("\n") if line] == [
        "|1|财政信息公开|",
        "|2|规范性文件公开|",
        "|3|惠民惠农政策公开|",
    ]


def test_that_a_line_ending_in_a_condition_stays_a_line_of_its_own() -> None:
    draft = read_draft(filled("标题：甲\n乙{% 如果 单位 %}丙{% 结束 %}\n丁"))
    assert draft.blocks == (Text("乙丙"), Text("丁"))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_that_no_value_is_taken_for_markup(value: str) -> None:
    value = value.strip()
    source = "标题：甲\n{{单位}}\n表格：1 1\n|{{单位}}|乙|"
    draft = read_draft(filled(source, 单位=value))
    table = draft.blocks[-1]
    assert isinstance(table, Table)
    assert not any(isinstance(block, Heading) for block in draft.blocks)
    if "[" not in value and "\u2028" not in value and "\u2060" not in value:
        assert table.rows[0][0].text == value.replace("|", "｜").strip(" \t")


@pytest.mark.parametrize(
    "value", ["一、甲", "附件：甲", "※甲", "|甲|乙|", "{{办公室}}", "{% 结束 %}", "表格：1"]
)
def test_that_a_value_that_looks_like_markup_is_text(value: str) -> None:
    (block,) = read_draft(filled("标题：甲\n{{单位}}", 单位=value)).blocks
    assert block == Text(value.replace("|", "｜"))


def test_that_an_unknown_field_is_told_at_its_line_with_the_likeliest_one() -> None:
    assert messages("标题：甲\n{{单为}}\n\n{{反馈日}}") == [
        (2, "没有“单为”这个字段。是不是要写“单位”？"),
        (4, "没有“反馈日”这个字段。是不是要写“反馈日期”？"),
    ]
    ((line, message),) = messages("标题：甲{{qqq}}")
    assert line == 1
    assert message.startswith("没有“qqq”这个字段。可用的字段有：县、办公室")


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("{% 逐项 事项 %}\n{{项.任物}}\n{% 结束 %}", 2, "没有“任物”这个字段。是不是要写“任务”？"),
        ("{{项.任务}}", 1, "“项.任务”只能写在“逐项”和“结束”之间"),
        ("{% 逐项 单位 %}{% 结束 %}", 1, "没有“单位”这个字段。是不是要写“各单位”？"),
        ("{{事项}}", 1, "“事项”是一个列表"),
        ("\n{% 如果 单位 %}", 2, "“如果”没有对应的“结束”"),
        ("{% 结束 %}", 1, "“结束”前面没有"),
        ("{% 否则 %}", 1, "“否则”前面没有“如果”"),
        ("{% 逐项 事项 %}{% 否则 %}{% 结束 %}", 1, "“否则”前面没有“如果”"),
        ("{% if 单位 %}", 1, "不认识“if”"),
        ("\n\n{{单位}", 3, "花括号里的写法不对"),
        ("{{}}", 1, "花括号里的写法不对"),
        ("{% 如果 %}{% 结束 %}", 1, "花括号里的写法不对"),
        ("字" * (LONGEST + 1), 1, "文字太长"),
    ],
)
def test_that_a_mistake_is_told_in_chinese_with_its_line(source: str, line: int, message: str) -> None:
    found = faults(f"标题：甲{source}")
    assert any(fault.line == line and message in fault.message for fault in found), found
    assert not any("jinja" in fault.message.lower() for fault in found)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 单位.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ 单位.format(1) }}",
        "{{ 事项[0] }}",
        "{{ '政' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 单位|upper }}",
        "{{ range(9) }}",
        "{{ cycler }}",
        "{% include 'x' %}",
        "{% set a = 1 %}",
        "{% macro a() %}",
    ],
)
def test_that_nothing_but_fields_can_be_reached(source: str) -> None:
    assert faults(f"标题：甲\n{source}")
    with pytest.raises(WrongTemplate):
        fill(source, VALUES)


def test_that_a_comparison_of_unlike_things_is_a_mistake_of_the_text() -> None:
    source = "标题：甲\n\n{% 如果 单位 > 3 %}乙{% 结束 %}"
    with pytest.raises(WrongTemplate) as wrong:
        fill(source, VALUES)
    assert wrong.value.fault == Fault(3, "这里的字段不能这样计算，请改回原来的写法。")


@given(st.text("标题：一、|表格 12左{}%如果逐项结束单位事项.\n[上]（）", max_size=80))
def test_that_any_text_is_refused_with_a_line_or_becomes_a_paper(text: str) -> None:
    source = f"标题：甲\n{text}"
    if found := faults(source):
        assert all(1 <= fault.line <= source.count("\n") + 1 and fault.message for fault in found)
        return
    with suppress(WrongTemplate, WrongMarkup):
        read_draft(fill(source, VALUES))


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=lambda kind: kind.name)
def test_that_every_field_has_a_value_for_every_kind(kind: object) -> None:
    for few in (False, True):
        values = context(sample_facts(kind, few=few))  # type: ignore[arg-type]
        assert set(FIELDS) | set(LISTS) == set(values)
        for name, fields in LISTS.items():
            lines = values[name]
            assert isinstance(lines, list)
            assert all(set(line) == set(fields) for line in lines)
