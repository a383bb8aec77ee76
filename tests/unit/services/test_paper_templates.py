from datetime import date

import pytest

from gongkai_desktop.domain.papers import KINDS
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.document import Heading, Text
from gongkai_desktop.services.paper_templates import (
    check_template,
    fields,
    list_templates,
    load_template,
    original_text,
    preview_template,
    restore_template,
    save_template,
)
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace

DAY = date(2026, 6, 24)
NAMES = [kind.name for kind in KINDS]
OWN = "标题：关于催办的通知\n主送：{{单位}}\n请于{{反馈日期}}前办结{{事项数}}项。\n"


@pytest.mark.parametrize("name", NAMES)
def test_that_every_text_that_comes_with_the_program_is_right(name: str) -> None:
    assert check_template(name, original_text(name)) == ()


def test_that_all_kinds_have_a_text_and_none_is_edited_at_first(workspace: Workspace) -> None:
    found = list_templates(workspace)
    assert [one.kind.name for one in found] == NAMES
    assert not any(one.edited for one in found)


def test_that_a_changed_text_is_kept_and_the_original_comes_back(workspace: Workspace) -> None:
    save_template(workspace, "督办通知", OWN)
    changed = load_template(workspace, "督办通知")
    assert (changed.text, changed.edited) == (OWN, True)
    assert not load_template(workspace, "再次督办通知").edited
    restore_template(workspace, "督办通知")
    assert load_template(workspace, "督办通知").text == original_text("督办通知")


def test_that_giving_back_the_original_undoes_to_the_own_text(workspace: Workspace) -> None:
    save_template(workspace, "督办通知", OWN)
    batch = restore_template(workspace, "督办通知")
    assert batch
    undo(workspace, batch)
    assert load_template(workspace, "督办通知").text == OWN


def test_that_a_wrong_text_is_refused_with_its_line_and_the_old_one_stays(workspace: Workspace) -> None:
    with pytest.raises(InvalidInput, match="第2行有误：没有“单位名”这个字段。是不是要写“单位”？"):
        save_template(workspace, "督办通知", "标题：甲\n{{单位名}}")
    assert not load_template(workspace, "督办通知").edited


def test_that_saving_the_original_counts_as_not_edited(workspace: Workspace) -> None:
    save_template(workspace, "回执", original_text("回执").replace("\n", "\r\n"))
    assert not load_template(workspace, "回执").edited


def test_that_a_text_that_fails_only_with_little_to_say_is_found() -> None:
    source = "标题：甲\n{% 如果 事项数 < 2 且 单位 > 1 %}乙{% 结束 %}"
    assert [fault.line for fault in check_template("督办通知", source)] == [2]


def test_that_the_preview_shows_the_text_with_made_up_units(workspace: Workspace) -> None:
    document = preview_template(workspace, "督办通知", OWN, DAY)
    assert document.title == "关于催办的通知"
    assert document.addressees == ("示例县财政局",)
    assert document.blocks == (Text("请于2026年7月1日前办结3项。"),)
    assert document.head == workspace.office.office
    with pytest.raises(InvalidInput, match="第1行有误：没有标题"):
        preview_template(workspace, "督办通知", "正文。", DAY)


def test_that_an_unknown_kind_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidInput, match="没有“表扬信”这种文书"):
        load_template(workspace, "表扬信")


def test_that_the_clerk_can_look_up_every_field_with_its_meaning() -> None:
    names = [field.name for field in fields()]
    assert "单位" in names
    assert "项.任务" in names
    assert all(field.meaning for field in fields())


def test_that_headings_keep_their_order_when_a_part_is_left_out(workspace: Workspace) -> None:
    text = original_text("督办通知")
    document = preview_template(workspace, "督办通知", text, DAY)
    first = [block.title for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert first == ["督办事项", "办理要求"]
