"""Tables of neighbouring kinds: scores, faults, minutes, catalogues, progress by quarters."""

import pytest
from read_again import shown, table, text

from gongkai_desktop.domain.deadline import Within
from gongkai_desktop.errors import NotATaskTable
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document


def test_that_a_row_with_a_section_number_and_a_score_opens_a_section() -> None:
    document = table(
        [
            ["序号", "考核项目", "各项分值", "考核内容", "评分标准", "责任单位"],
            ["", "总分", "100", "", "", ""],
            ["一、", "通用项目", "40", "", "", ""],
            ["1", "组织领导", "40", "听取汇报", "未听取不得分", "县水利局"],
            ["二", "专项项目", "60", "", "", ""],
            ["2", "水质", "60", "断面达标", "达标得满分", "县生态环境分局"],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "1 | 一、通用项目 > 组织领导 | 听取汇报 | 县水利局 | ",
        "2 | 二、专项项目 > 水质 | 断面达标 | 县生态环境分局 | ",
    ]
    assert document.tasks[0].extra == (("各项分值", "40"), ("评分标准", "未听取不得分"))


def test_that_a_row_numbered_in_chinese_above_arabic_ones_opens_a_section_in_a_flat_table() -> None:
    document = table(
        [
            ["序号", "重点工作任务", "责任单位", "完成时限"],
            ["一", "压实安全责任", "", ""],
            ["1", "开展安全检查。", "县应急管理局", "2023年6月底前"],
            ["二", "深化专项整治", "", ""],
            ["2", "排查燃气隐患。", "县住房和城乡建设局", "2023年9月底前"],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "1 | 一、压实安全责任 | 开展安全检查。 | 县应急管理局 | 2023-06-30",
        "2 | 二、深化专项整治 | 排查燃气隐患。 | 县住房和城乡建设局 | 2023-09-30",
    ]
    assert not any(task.flags for task in document.tasks)


def test_that_unmerged_section_rows_may_stand_below_one_another() -> None:
    document = table(
        [
            ["序号", "任务", "责任单位", "完成时限"],
            ["一", "火灾防控", "", ""],
            ["（一）", "重点场所", "", ""],
            ["1", "排查自建房。", "县住建局", "2023年6月底前"],
            ["二", "宣传培训", "", ""],
            ["（一）", "开展消防宣传月。", "县消防救援大队", "2023年11月"],
        ]
    )
    assert [(task.no, task.path) for task in document.tasks] == [
        ("1", ("一、火灾防控", "（一）重点场所")),
        ("（一）", ("二、宣传培训",)),
    ]


def test_that_a_section_may_open_on_the_last_row_of_a_page() -> None:
    page = (
        "<table><tr>" + "".join(f"<td>{t}</td>" for t in ("序号", "任务", "责任单位", "完成时限")) + "</tr>"
    )
    rows = (
        ("一", "社会治安", "", ""),
        ("1", "开展整治。", "县公安局", "2024年8月底前"),
        ("二", "铁路护路", "", ""),
        ("2", "排查隐患。", "县委政法委", "2024年9月底前"),
    )
    cells = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    html = f"<html><body>{page}{''.join(cells[:3])}</table>{page}{cells[3]}</table></body></html>"
    document = recognise(read_document("示例县.html", html.encode()))
    assert [(task.no, task.path) for task in document.tasks] == [
        ("1", ("一、社会治安",)),
        ("2", ("二、铁路护路",)),
    ]


def test_that_tasks_numbered_in_chinese_stay_tasks_where_their_units_are_blank() -> None:
    document = table(
        [
            ["序号", "重点工作任务", "责任单位", "完成时限"],
            ["一", "开展安全检查。", "县应急管理局", "2023年6月底前"],
            ["二", "排查燃气隐患。", "", ""],
            ["三", "修订应急预案。", "县应急管理局", "2023年9月底前"],
        ]
    )
    assert [task.no for task in document.tasks] == ["一", "二", "三"]


def test_that_a_goal_behind_the_measure_is_kept_beside_the_task() -> None:
    document = table(
        [
            ["序号", "存在问题", "整改措施", "整改目标", "责任单位", "责任人", "整改时限", "是否销号"],
            [
                "1",
                "栏目空白",
                "1.补充内容；2.定期核查",
                "内容完整",
                "县民政局",
                "王明",
                "立行立改，长期坚持",
                "否",
            ],
            ["2", "答复不规范", "修订模板", "规范", "县司法局", "李强", "2026.6.30前", "是"],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "1 | 栏目空白 | 1.补充内容；2.定期核查 | 县民政局 | 长期",
        "2 | 答复不规范 | 修订模板 | 县司法局 | 2026-06-30",
    ]
    assert document.tasks[0].items == ("补充内容；", "定期核查")
    assert dict(document.tasks[0].extra)["整改目标"] == "内容完整"
    assert document.problems == ()


def test_that_a_strange_title_between_known_ones_is_part_of_the_header() -> None:
    document = table(
        [
            ["序号", "会商结论", "承办单位", "协办单位", "办理时限", "办理结果"],
            ["1", "研究学校建设", "县教育局", "县财政局", "3月20日前", ""],
            ["2", "研究道路改造", "县交通局", "/", "长期推进", ""],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "1 |  | 研究学校建设 | 县教育局 配县财政局 | 2026-03-20",
        "2 |  | 研究道路改造 | 县交通局 | 长期",
    ]


def test_that_columns_of_quarters_hold_steps_and_keep_their_wide_title() -> None:
    document = table(
        [
            ["序号", "目标任务", "牵头单位", "序时进度", ""],
            ["", "", "", "一季度", "二季度"],
            ["1", "新建学校", "县教育局", "完成选址", "开工"],
        ],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4)],
    )
    (task,) = document.tasks
    assert shown(task) == "1 |  | 新建学校 | 牵县教育局 | 2026-03-31 2026-06-30"
    assert task.deadline_text == "一季度：完成选址；二季度：开工"
    assert task.extra == (("序时进度（一季度）", "完成选址"), ("序时进度（二季度）", "开工"))


def test_that_a_catalogue_without_units_says_so_and_ditto_marks_are_filled_in() -> None:
    document = table(
        [
            ["序号", "公开事项", "公开内容", "公开时限", "公开渠道和载体", "公开层级"],
            ["1", "政策文件", "文件全文", "信息形成之日起20个工作日内", "■政府网站 □公报", "县级"],
            ["2", "办事指南", "报名条件", "同上", "■政府网站", "乡级"],
        ]
    )
    assert [task.deadlines for task in document.tasks] == [(Within(20, "working", "信息形成"),)] * 2
    assert [problem.text for problem in document.problems] == ["表格没有责任单位一列，请在任务里补填责任单位"]
    assert not any(task.flags for task in document.tasks)


def test_that_a_column_that_announces_persons_needs_no_flag_for_them() -> None:
    document = table(
        [
            ["序号", "工作任务", "责任单位及责任人", "完成时限"],
            ["1", "公开规划", "县发改局 王明", "6月底"],
            ["2", "公开审计", "县审计局（赵刚）", "长期"],
        ]
    )
    assert [shown(task).split(" | ")[3] for task in document.tasks] == ["县发改局", "县审计局"]
    assert not any(task.flags for task in document.tasks)


def test_that_three_rows_of_header_name_units_by_their_uppermost_title() -> None:
    document = table(
        [
            ["序号", "任务", "责任分工", "", "", "时限"],
            ["", "", "牵头", "责任", "", ""],
            ["", "", "", "县直", "乡镇", ""],
            ["1", "公开规划", "县发改局", "县教育局、县住建局", "各乡镇", "6月底"],
        ],
        [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 4), (1, 2, 2, 2), (1, 3, 1, 4), (0, 5, 2, 5)],
    )
    assert [shown(task) for task in document.tasks] == [
        "1 |  | 公开规划 | 牵县发改局 县教育局 县住建局 各乡镇* | 2026-06-30"
    ]


def test_that_a_row_that_slid_to_the_left_is_put_back_and_flagged() -> None:
    document = text(
        "示例县2026年任务表\n工作任务 | 具体要求 | 责任部门 |\n财政公开 | 1.公开预算。 | 财务科 |\n"
        "专栏公开 | 2.更新信息。 | 办公室 |\n3.反馈意见。 | 各科室 | |\n解读 | 4.开展解读。 | 各科室 |\n"
    )
    assert shown(document.tasks[2]) == "- | 专栏公开 | 3.反馈意见。 | 各科室* | "
    assert [flag.field for flag in document.tasks[2].flags] == ["path"]


def test_that_a_number_with_one_merged_cell_beside_it_is_a_section() -> None:
    document = table(
        [
            ["序号", "领域", "任务", "责任单位", "时限"],
            ["一", "政务公开（2项）", "", "", ""],
            ["1", "决策", "预公开", "县政府办", "6月"],
            ["2", "执行", "公开结果", "各单位", "全年"],
            ["二", "营商环境（1项）", "", "", ""],
            ["3", "审批", "压缩时限", "县审批局", "9月"],
        ],
        [(1, 1, 1, 4), (4, 1, 4, 4)],
    )
    assert [(task.no, task.path) for task in document.tasks] == [
        ("1", ("一、政务公开（2项）", "决策")),
        ("2", ("一、政务公开（2项）", "执行")),
        ("3", ("二、营商环境（1项）", "审批")),
    ]


def test_that_the_unit_of_a_figure_is_no_body() -> None:
    document = table(
        [
            ["序号", "指标名称", "单位", "目标值", "牵头单位", "牵头单位负责人"],
            ["1", "生产总值增速", "%", "6", "县发改局", "王明"],
            ["2", "财政收入", "亿元", "11.2", "县财政局", "李强"],
        ]
    )
    assert [shown(task).split(" | ")[3] for task in document.tasks] == ["牵县发改局", "牵县财政局"]
    assert document.tasks[0].extra == (("单位", "%"), ("目标值", "6"), ("牵头单位负责人", "王明"))
    assert not any(task.flags for task in document.tasks)


def test_that_headings_without_titles_of_their_own_may_stand_beside_a_group_that_has_some() -> None:
    document = recognise(
        read_document(
            "表.csv",
            "示例县2026年任务表\n编号,领域,,任务,责任分工,,,时限\n,,,,牵头单位,责任单位,配合单位,\n"
            "1,公开,目录,公开目录。,县财政局,县教育局,,6月底\n2,公开,专区,建好专区。,,县审批局,县司法局,全年\n".encode(),
        )
    )
    assert [shown(task) for task in document.tasks] == [
        "1 | 公开 > 目录 | 公开目录。 | 牵县财政局 县教育局 | 2026-06-30",
        "2 | 公开 > 专区 | 建好专区。 | 县审批局 配县司法局 | 全年2026",
    ]


def test_that_numbered_lines_above_several_tables_are_their_sections() -> None:
    rows = (
        "<tr><th>任务</th><th>要求</th><th>责任单位</th></tr>"
        "<tr><td>{}</td><td>做好。</td><td>县财政局</td></tr>"
    )
    page = "".join(
        f"<p>{line}</p><table>{rows.format(name)}</table>"
        for line, name in (("一、主动公开", "预算"), ("二、依申请公开", "台账"))
    )
    both = recognise(read_document("表.html", f"<p>示例县2026年任务</p>{page}".encode()))
    assert [task.path for task in both.tasks] == [("一、主动公开", "预算"), ("二、依申请公开", "台账")]
    single = page.split("</table>")[0]
    one = recognise(read_document("表.html", f"<p>示例县2026年任务</p>{single}</table>".encode()))
    assert [task.path for task in one.tasks] == [("预算",)]


def test_that_a_list_of_persons_is_no_table_of_tasks() -> None:
    tasks = (
        "<tr><td>序号</td><td>任务</td><td>责任单位</td></tr>"
        "<tr><td>1</td><td>预算</td><td>县财政局</td></tr>"
    )
    persons = (
        "<tr><td>序号</td><td>姓名</td><td>单位</td><td>职务</td><td>电话</td></tr>"
        "<tr><td>1</td><td>王明</td><td>县政府办</td><td>主任</td><td>1</td></tr>"
        "<tr><td>2</td><td>李强</td><td>县发改局</td><td>局长</td><td>2</td></tr>"
    )
    page = f"<p>示例县2026年任务</p><table>{tasks}</table><p>附件2 名单</p><table>{persons}</table>"
    document = recognise(read_document("表.html", page.encode()))
    assert [task.requirement for task in document.tasks] == ["预算"]
    with pytest.raises(NotATaskTable):
        recognise(read_document("名单.html", f"<table>{persons}</table>".encode()))


def test_that_a_strange_title_beside_time_and_units_names_the_tasks() -> None:
    document = table(
        [
            ["专项整治行业名称", "时间安排", "责任单位"],
            ["烟花爆竹", "1月份", "安监站 派出所"],
            ["电力设施", "3月份", "电管所"],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "- |  | 烟花爆竹 | 安监站 派出所 | 2026-01-31",
        "- |  | 电力设施 | 电管所 | 2026-03-31",
    ]


def test_that_units_on_lines_of_their_own_behind_a_sentence_are_no_text() -> None:
    lines = (
        "示例县2026年任务表 序号 民生实事 责任单位 完成时限 1 建设公园。 县水务局 县住建局 12月底前 "
        "2 新建人行天桥。 县住建局 9月"
    )
    document = text("\n\n".join(lines.split()))
    assert [shown(task) for task in document.tasks] == [
        "1 |  | 建设公园。 | 县水务局 县住建局 | 2026-12-31",
        "2 |  | 新建人行天桥。 | 县住建局 | 2026-09-30",
    ]


def test_that_prose_broken_at_one_width_is_put_together_over_pages() -> None:
    document = text(
        "示例县2026年政务公开工作任务\n"
        "一、提高基层公开工作水平，加强县政府对全县公\n开工作的全面领导\n"
        "1.完善公开工作机制，优化决策程序，涉及群众的\n重大事项由会议讨论决定，全面提升公开工作的领\n"
        "导能力。\n牵头单位：县政府办\n"
        "协办单位：县委编办、县民政局、县财政局、经开区\n管委会、各乡镇\n— 3 —\n"
        "2.以专区建设为重点，构建县乡村三级上下贯通的\n— 4 —\n组织体系。\n牵头单位：县审批局\n"
    )
    path = "一、提高基层公开工作水平，加强县政府对全县公开工作的全面领导"
    assert [task.path for task in document.tasks] == [(path,), (path,)]
    assert [task.requirement for task in document.tasks] == [
        "完善公开工作机制，优化决策程序，涉及群众的重大事项由会议讨论决定，全面提升公开工作的领导能力。",
        "以专区建设为重点，构建县乡村三级上下贯通的组织体系。",
    ]
    names = [unit.name for unit in document.tasks[0].units]
    assert names == ["县政府办", "县委编办", "县民政局", "县财政局", "经开区管委会", "各乡镇"]


def test_that_several_tasks_side_by_side_in_one_row_are_doubted() -> None:
    document = table(
        [
            ["序号", "任务", "责任单位", "时限"],
            ["1", "公开规划\n公开预算", "县发改局\n县财政局", "6月底\n3月底"],
            ["2", "公开\n审计", "县审计局", "长期\n坚持"],
        ]
    )
    assert {flag.field for flag in document.tasks[0].flags} == {"requirement", "items", "units", "deadlines"}
    assert document.tasks[1].flags == ()


def test_that_a_note_inside_the_table_says_who_leads() -> None:
    document = table(
        [
            ["序号", "任务", "责任单位", "时限"],
            ["1", "公开规划", "县发改局、县住建局", "6月底"],
            ["备注：排名第一的为牵头单位。", "", "", ""],
        ],
        [(2, 0, 2, 3)],
    )
    assert shown(document.tasks[0]).split(" | ")[3] == "牵县发改局 县住建局"


def test_that_the_name_of_the_file_tells_the_year_where_nothing_else_does() -> None:
    content = "序号,任务,责任单位,时限\n1,公开规划,县发改局,6月底\n2,公开预算,县财政局,3月底\n".encode()
    document = recognise(read_document("示例县2026年任务表.csv", content))
    assert document.year == 2026
    assert [problem.text for problem in document.problems] == [
        "文件里没有写明年份，按文件名作为2026年，请核对"
    ]
    assert recognise(read_document("2025年改2026年.csv", content)).year is None


def test_that_times_of_giving_and_telling_are_no_limits_beside_one() -> None:
    document = table(
        [
            ["序号", "督办事项", "交办时间", "承办单位", "办结时限", "反馈时间", "实际完成时间"],
            ["1", "公开预算", "2026年1月5日", "县财政局", "3月底", "2026年3月20日", "2026年3月18日"],
        ]
    )
    (task,) = document.tasks
    assert shown(task) == "1 |  | 公开预算 | 县财政局 | 2026-03-31"
    assert [title for title, _ in task.extra] == ["交办时间", "反馈时间", "实际完成时间"]
    only = table([["序号", "任务", "责任单位", "反馈时间"], ["1", "公开预算", "县财政局", "3月20日前"]])
    assert shown(only.tasks[0]).endswith("2026-03-20")


def test_that_a_table_under_the_name_of_a_body_is_for_that_body() -> None:
    rows = "<tr><td>序号</td><td>任务</td><td>时限</td></tr><tr><td>1</td><td>{}</td><td>5月底</td></tr>"
    page = "".join(
        f"<p>{name}</p><table>{rows.format(task)}</table>"
        for name, task in (("一、县教育局", "公开招生政策"), ("二、县民政局", "公开低保"))
    )
    document = recognise(read_document("表.html", f"<p>示例县2026年任务</p>{page}".encode()))
    assert [(task.requirement, task.units_text) for task in document.tasks] == [
        ("公开招生政策", "县教育局"),
        ("公开低保", "县民政局"),
    ]
    assert [[flag.field for flag in task.flags] for task in document.tasks] == [["units"], ["units"]]


def test_that_a_mark_in_the_place_of_the_task_is_a_sign_of_slid_cells() -> None:
    document = table(
        [["任务", "要求", "责任单位"], ["公开预算", "√", "县财政局"], ["公开审计", "按时公开", "县审计局"]]
    )
    assert {flag.field for flag in document.tasks[0].flags} == {"path", "requirement", "items", "extra"}
    assert document.tasks[1].flags == ()


def test_that_a_strange_title_of_time_heads_limits_where_its_cells_are_some() -> None:
    head = ["任务", "责任内容", "包案领导", "主责单位", "化解期限"]
    document = table(
        [
            head,
            ["化解积案", "逐案研判", "王明", "县信访局", "6月底"],
            ["排查", "排查矛盾", "李强", "县公安局", "每月"],
        ]
    )
    assert shown(document.tasks[0]) == "- | 化解积案 | 逐案研判 | 牵县信访局 | 2026-06-30"
    assert document.problems == ()
    other = table([head, ["化解积案", "逐案研判", "王明", "县信访局", "见附件"]])
    assert other.tasks[0].deadline_text == "见附件"
    assert "deadlines" in {flag.field for flag in other.tasks[0].flags}


def test_that_a_remark_on_who_leads_is_a_doubt_about_roles() -> None:
    head = ["序号", "任务", "责任单位", "备注"]
    document = table(
        [head, ["1", "规划", "县发改局、县住建局", "县发改局牵头"], ["2", "预算", "县财政局", "重点"]]
    )
    assert [[flag.field for flag in task.flags] for task in document.tasks] == [["units"], []]


def test_that_proposals_and_their_answers_are_tasks() -> None:
    document = table(
        [
            ["建议号", "建议标题", "领衔代表", "主办单位", "分办/会办单位", "答复时限"],
            ["第1号", "加强养老服务", "王明", "县民政局", "县卫健局", "6月30日前"],
        ]
    )
    assert shown(document.tasks[0]) == "第1号 |  | 加强养老服务 | 牵县民政局 配县卫健局 | 2026-06-30"


def test_that_columns_of_dates_hold_steps_and_superiors_have_no_duty() -> None:
    document = table(
        [
            ["序号", "实事项目", "项目内容及目标", "牵头部门", "省级对口部门", "时间节点", ""],
            ["", "", "", "", "", "6月底", "12月底"],
            ["1", "新增学位", "新增学位2000个", "县教育局", "省教育厅", "开工", "投入使用"],
        ],
        [(0, column, 1, column) for column in range(5)] + [(0, 5, 0, 6)],
    )
    (task,) = document.tasks
    assert shown(task) == "1 | 新增学位 | 新增学位2000个 | 牵县教育局 | 2026-06-30 2026-12-31"
    assert dict(task.extra)["时间节点（6月底）"] == "开工"
    assert dict(task.extra)["省级对口部门"] == "省教育厅"


def test_that_numbers_without_a_title_between_heading_and_task_are_numbers() -> None:
    head = "工作任务|具体要求|责任科室|时限要求|"
    rows = "公开|1|清理文件。|办公室|长期|解读|2|做好解读。|各科室|持续推进"
    document = text("\n|\n".join((head + rows).split("|")) + "\n|\n")
    assert [(task.no, task.path) for task in document.tasks] == [("1", ("公开",)), ("2", ("解读",))]
