"""Tasks that stand in running text."""

from gongkai_desktop.domain.deadline import ByDate, Yearlong
from gongkai_desktop.domain.recognised import RecognisedDocument, RecognisedTask, Role
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

NOTICE = """示例县2026年政务公开工作要点
各乡镇人民政府，县直各部门：
一、加强政策发布解读
（一）强化主动公开。及时公开政策文件，做好归集。（牵头单位：县政府办；责任单位：县直各部门、各乡镇（街道）；完成时限：6月底前）
（二）提升解读质量。坚持“谁起草、谁解读”，（含部门文件）同步解读（县司法局牵头，县财政局配合，2026年9月底前完成）。
二、深化重点领域公开
（三）推进财政信息公开。
1.公开预决算。（县财政局负责）
2.公开惠民资金发放结果。（县农业农村局、县民政局等有关部门按职责分工负责）
（四）规范村务公开。加强指导，
建好台账。
责任单位：县民政局，各乡镇（街道）
完成时限：全年
三、保障措施
各级各部门要高度重视。
示例县人民政府办公室
2026年3月5日
"""


def read(text: str) -> RecognisedDocument:
    return recognise(read_document("要点.txt", text.encode()))


def units(task: RecognisedTask) -> list[tuple[str, Role]]:
    return [(unit.name, unit.role) for unit in task.units]


def test_that_every_numbered_point_is_a_task_under_its_headings() -> None:
    assert [(task.no, task.path) for task in read(NOTICE).tasks] == [
        ("（一）", ("一、加强政策发布解读", "强化主动公开")),
        ("（二）", ("一、加强政策发布解读", "提升解读质量")),
        ("1", ("二、深化重点领域公开", "（三）推进财政信息公开")),
        ("2", ("二、深化重点领域公开", "（三）推进财政信息公开")),
        ("（四）", ("二、深化重点领域公开", "规范村务公开")),
        ("三", ("保障措施",)),
    ]


def test_that_labels_in_the_bracket_give_roles_and_deadline() -> None:
    task = read(NOTICE).tasks[0]
    assert task.requirement == "及时公开政策文件，做好归集。"
    assert units(task) == [
        ("县政府办", Role.LEAD),
        ("县直各部门", Role.RESPONSIBLE),
        ("各乡镇（街道）", Role.RESPONSIBLE),
    ]
    assert [deadline.day.isoformat() for deadline in task.deadlines if isinstance(deadline, ByDate)] == [
        "2026-06-30"
    ]


def test_that_a_bracket_that_names_no_units_stays_in_the_text() -> None:
    task = read(NOTICE).tasks[1]
    assert task.requirement == "坚持“谁起草、谁解读”，（含部门文件）同步解读。"
    assert units(task) == [("县司法局", Role.LEAD), ("县财政局", Role.SUPPORT)]
    assert task.deadline_text == "2026年9月底前完成"


def test_that_labelled_lines_under_a_point_belong_to_it() -> None:
    task = read(NOTICE).tasks[4]
    assert task.requirement == "加强指导，建好台账。"
    assert units(task) == [("县民政局", Role.RESPONSIBLE), ("各乡镇（街道）", Role.RESPONSIBLE)]
    assert task.deadlines == (Yearlong(2026),)


def test_that_a_list_may_stay_open_and_a_point_may_name_nobody() -> None:
    tasks = read(NOTICE).tasks
    assert tasks[3].open_ended
    assert tasks[5].units == ()
    assert tasks[5].flags == ()


def test_that_facts_come_from_the_text_outside_the_points() -> None:
    document = read(NOTICE)
    assert (document.title, document.year) == ("示例县2026年政务公开工作要点", 2026)
    assert (document.issuer, str(document.document_date)) == ("示例县人民政府办公室", "2026-03-05")
    assert len(document.left_out) == 4


def test_that_the_first_unit_leads_from_where_the_text_says_so() -> None:
    text = (
        "示例县2026年要点\n"
        "1.公开惠企政策。（县发改局、县工信局按职责分工负责，列第一位为牵头单位，下同）\n"
        "2.公开教育信息。（县教育局、县公安局）\n"
    )
    assert [units(task)[0] for task in read(text).tasks] == [("县发改局", Role.LEAD), ("县教育局", Role.LEAD)]


def test_that_measures_with_their_own_units_inside_one_paragraph_are_tasks() -> None:
    text = (
        "示例县2026年要点\n"
        "（一）深化财政公开。（1）公开预算。（县财政局负责）（2）公开审计结果。（县审计局负责）\n"
        "（二）加强解读。（县司法局负责）\n"
    )
    assert [(task.no, task.requirement) for task in read(text).tasks] == [
        ("（1）", "公开预算。"),
        ("（2）", "公开审计结果。"),
        ("（二）", "加强解读。"),
    ]


def test_that_two_lists_of_units_in_one_point_are_flagged() -> None:
    text = (
        "（一）甲。公开预算（县财政局负责）；公开审计（县审计局负责）。\n（二）乙。解读。（县司法局负责）\n"
    )
    task = read("示例县2026年要点\n" + text).tasks[0]
    assert [unit.name for unit in task.units] == ["县财政局", "县审计局"]
    assert "units" in {flag.field for flag in task.flags}


def names(task: RecognisedTask) -> list[str]:
    return [unit.name for unit in task.units]


def test_that_units_in_a_line_below_several_measures_are_those_of_the_whole_point() -> None:
    text = (
        "示例县2026年实施方案\n"
        "1.完善预案体系\n（1）规范编制。\n（2）加强演练。\n（责任单位：县应急局、各乡镇）\n"
        "2.加强队伍建设。（县应急局牵头，县财政局配合）\n"
    )
    first, second = read(text).tasks
    assert (first.no, first.path, first.items) == ("1", ("完善预案体系",), ("规范编制。", "加强演练。"))
    assert names(first) == ["县应急局", "各乡镇"]
    assert [flag.field for flag in first.flags] == ["units"]
    assert second.flags == ()


def test_that_unnumbered_paragraphs_with_units_of_their_own_are_tasks() -> None:
    text = (
        "示例县2026年工作安排\n一、突出重点公开\n"
        "强化规划公开。做好规划归集。（县发改局负责）\n强化财政公开。公开预决算。（县财政局负责，6月底前完成）\n"
        "二、突出解读\n提升质量。多元解读。\n责任单位：县政府办\n"
    )
    tasks = read(text).tasks
    assert [(task.no, task.path, names(task)) for task in tasks] == [
        (None, ("一、突出重点公开", "强化规划公开"), ["县发改局"]),
        (None, ("一、突出重点公开", "强化财政公开"), ["县财政局"]),
        (None, ("二、突出解读", "提升质量"), ["县政府办"]),
    ]


def test_that_what_the_tasks_are_for_is_no_task() -> None:
    text = "一、总体要求\n以公开促落实。\n二、任务\n（一）甲。（县教育局）\n（二）乙。（县民政局）\n"
    document = read(text)
    assert [task.no for task in document.tasks] == ["（一）", "（二）"]
    assert ("一、总体要求", "总的要求，不是任务") in [(e.text, e.reason) for e in document.left_out]


def test_that_a_point_without_units_among_others_that_have_some_is_flagged() -> None:
    text = "示例县2026年要点\n1.公开预算。（县财政局）\n2.加强管理，及时更新。\n3.公开审计。（县审计局）\n"
    assert [[flag.field for flag in task.flags] for task in read(text).tasks] == [[], ["units"], []]


def test_that_a_state_in_the_bracket_is_its_time() -> None:
    text = "1.甲事。（县公安局、县人社局按职责分工负责，持续推进）\n2.乙事。（县教育局，长期坚持）\n"
    assert [(names(task), task.deadline_text) for task in read(text).tasks] == [
        (["县公安局", "县人社局"], "持续推进"),
        (["县教育局"], "长期坚持"),
    ]


def test_that_persons_with_a_label_are_kept_apart_from_units() -> None:
    text = (
        "示例县2026年分工\n1.甲事。（牵头领导：王明副县长、李强；责任单位：县发改局）\n"
        "2.乙事。（责任领导：刘芳 责任单位：县教育局）\n"
    )
    assert [(names(task), task.flags) for task in read(text).tasks] == [
        (["县发改局"], ()),
        (["县教育局"], ()),
    ]


def test_that_articles_and_circled_numbers_are_points() -> None:
    text = (
        "第一条 压缩时限。企业开办当日办结。（责任单位：县审批局）\n"
        "第二条 降低成本。（县发改局）\n①减免收费。（县财政局）\n"
    )
    assert [(task.no, names(task)) for task in read(text).tasks] == [
        ("第一条", ["县审批局"]),
        ("第二条", ["县发改局"]),
        ("①", ["县财政局"]),
    ]


def test_that_points_under_the_name_of_a_body_are_its_tasks() -> None:
    text = (
        "示例镇2026年分工\n（一）党政办（责任人：王明）\n1.审核信息。2.办理申请。\n"
        "（二）财政所\n1.公开预决算，3月底前完成。\n2.公开惠民资金。\n"
    )
    tasks = read(text).tasks
    assert [(task.no, task.requirement, names(task)) for task in tasks] == [
        ("1", "审核信息。", ["党政办"]),
        ("2", "办理申请。", ["党政办"]),
        ("1", "公开预决算，3月底前完成。", ["财政所"]),
        ("2", "公开惠民资金。", ["财政所"]),
    ]
    assert {flag.field for task in tasks for flag in task.flags} == {"units"}


def test_that_the_line_who_wrote_a_document_names_no_units_of_its_last_task() -> None:
    text = (
        "示例县2026年分工\n1.公开预算。（县财政局负责）\n2.公开目录。（县司法局负责）\n"
        "主办：县政府督查室          督办：县政府办公室\n"
    )
    assert [names(task) for task in read(text).tasks] == [["县财政局"], ["县司法局"]]


def test_that_a_bracket_broken_over_lines_is_read_whole() -> None:
    text = (
        "示例县2026年分工\n1.公开预算和决算，做到应公开尽公开，按统一格式在门户网站集中展示。（牵头单位：县财政局；\n"
        "责任单位：县审计局；完成时限：6月底前）\n2.公开目录。（县司法局负责）\n"
    )
    task = read(text).tasks[0]
    assert task.requirement.endswith("集中展示。")
    assert (units(task), task.deadline_text) == (
        [("县财政局", Role.LEAD), ("县审计局", Role.RESPONSIBLE)],
        "6月底前",
    )


def test_that_a_title_without_a_bracket_names_no_time() -> None:
    text = (
        "示例县2026年分工\n（一）提高依法治理能力。坚持科学防控。（县司法局负责）\n"
        "（二）推进公开。公开目录。（县财政局负责）\n"
    )
    assert [task.deadline_text for task in read(text).tasks] == ["", ""]
