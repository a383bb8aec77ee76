"""Documents as offices write them, each of another look: what a clerk would read in them comes back."""

import pytest
from read_again import shown, table, text


def test_that_a_table_of_indicators_keeps_points_and_standards_beside_the_task() -> None:
    document = table(
        [
            ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "责任单位"],
            ["主动公开（60分）", "政策文件（20分）", "集中公开规章", "10", "每件扣1分", "县司法局、各乡镇"],
            ["", "", "标注文件有效性", "10", "不得分", "县司法局"],
            ["", "重点领域（40分）", "公开财政预决算", "20", "扣完为止", "县财政局等部门"],
        ],
        [(1, 0, 3, 0), (1, 1, 2, 1)],
    )
    assert [shown(task) for task in document.tasks] == [
        "- | 主动公开（60分） > 政策文件（20分） | 集中公开规章 | 县司法局 各乡镇* | ",
        "- | 主动公开（60分） > 政策文件（20分） | 标注文件有效性 | 县司法局 | ",
        "- | 主动公开（60分） > 重点领域（40分） | 公开财政预决算 | 县财政局 … | ",
    ]
    assert document.tasks[0].extra == (("分值", "10"), ("评分标准", "每件扣1分"))


def test_that_a_standard_catalogue_with_a_header_over_its_header_is_read() -> None:
    document = table(
        [
            ["序号", "公开事项", "", "公开内容（要素）", "公开时限", "公开主体", "公开对象", "", "公开方式", ""],
            ["", "一级事项", "二级事项", "", "", "", "全社会", "特定群体", "主动", "依申请公开"],
            ["1", "社会救助", "最低生活保障", "办事指南", "自制定之日起20个工作日内", "县民政局、各乡镇人民政府", "√", "", "√", ""],
            ["2", "", "特困人员供养", "审批结果", "长期公示", "县民政局", "√", "", "√", ""],
        ],
        [
            (0, 0, 1, 0),
            (0, 1, 0, 2),
            (0, 3, 1, 3),
            (0, 4, 1, 4),
            (0, 5, 1, 5),
            (0, 6, 0, 7),
            (0, 8, 0, 9),
            (2, 1, 3, 1),
        ],
    )  # fmt: skip
    assert [shown(task) for task in document.tasks] == [
        "1 | 社会救助 > 最低生活保障 | 办事指南 | 县民政局 各乡镇人民政府* | 20working内",
        "2 | 社会救助 > 特困人员供养 | 审批结果 | 县民政局 | 长期",
    ]
    assert document.tasks[0].extra == (("公开对象（全社会）", "√"), ("公开方式（主动）", "√"))


def test_that_a_list_of_faults_names_the_fault_above_its_measure() -> None:
    document = table(
        [
            ["序号", "存在问题", "整改措施", "整改时限", "责任单位", "责任人", "整改情况"],
            ["1", "栏目更新不及时。", "建立巡查机制。", "立行立改，长期坚持", "县政府办", "张三", "已完成"],
            ["2", "解读形式单一。", "1.推行图解；2.开展视频解读。", "2026年6月底前", "县司法局牵头，县财政局配合", "", ""],
        ]
    )  # fmt: skip
    assert [shown(task) for task in document.tasks] == [
        "1 | 栏目更新不及时。 | 建立巡查机制。 | 县政府办 | 长期",
        "2 | 解读形式单一。 | 1.推行图解；2.开展视频解读。 | 牵县司法局 配县财政局 | 2026-06-30",
    ]
    assert document.tasks[0].extra == (("责任人", "张三"), ("整改情况", "已完成"))
    assert document.tasks[1].items == ("推行图解；", "开展视频解读。")


def test_that_a_report_of_problems_behind_the_task_is_no_part_of_it() -> None:
    document = table(
        [
            ["任务", "具体措施", "责任单位", "完成情况", "存在问题"],
            ["公开预算", "编制目录", "县财政局", "正在推进", "人手不足"],
        ]
    )
    assert shown(document.tasks[0]) == "- | 公开预算 | 编制目录 | 县财政局 | "
    assert document.tasks[0].extra == (("完成情况", "正在推进"), ("存在问题", "人手不足"))


def test_that_numbers_under_a_wide_title_are_serial_numbers() -> None:
    document = table(
        [
            ["工作任务", "", "具体要求", "责任科室", "时限要求"],
            ["规范文件公开", "1", "清理文件，公布目录。", "办公室", "年底前"],
            ["做好主动公开", "2", "规范专栏。", "各科室", "持续推进"],
            ["", "3", "编制年度报告。", "办公室、法规科", "2027年1月31日前"],
        ],
        [(0, 0, 0, 1), (2, 0, 3, 0)],
    )
    assert [shown(task) for task in document.tasks] == [
        "1 | 规范文件公开 | 清理文件，公布目录。 | 办公室 | 2026-12-31",
        "2 | 做好主动公开 | 规范专栏。 | 各科室* | 长期",
        "3 | 做好主动公开 | 编制年度报告。 | 办公室 法规科 | 2027-01-31",
    ]


def test_that_leaders_stand_beside_the_units() -> None:
    document = table(
        [
            ["序号", "重点工作", "工作目标", "具体措施", "牵头领导", "牵头单位", "责任单位", "完成时限"],
            ["1", "优化营商环境", "满意度提升", "推行承诺制", "王五", "县行政审批局", "县发改局、县商务局", "6月底前"],
            ["", "", "", "公布指南", "王五", "县行政审批局", "各乡镇（街道）", "9月底前"],
        ],
        [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)],
    )  # fmt: skip
    assert [shown(task) for task in document.tasks] == [
        "1 | 优化营商环境 > 满意度提升 | 推行承诺制 | 牵县行政审批局 县发改局 县商务局 | 2026-06-30",
        "1 | 优化营商环境 > 满意度提升 | 公布指南 | 牵县行政审批局 各乡镇（街道）* | 2026-09-30",
    ]
    assert document.tasks[1].extra == (("牵头领导", "王五"),)


def test_that_a_plan_by_stages_gives_spans_of_months() -> None:
    document = table(
        [
            ["阶段", "工作内容", "时间安排", "责任单位"],
            ["动员部署", "制定方案，召开会议", "3—4月", "县政府办"],
            ["组织实施", "按照方案推进", "2026年5月至10月", "各有关部门"],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "- | 动员部署 | 制定方案，召开会议 | 县政府办 | 2026-03-01~2026-04-30",
        "- | 组织实施 | 按照方案推进 | 各有关部门* | 2026-05-01~2026-10-31",
    ]


def test_that_a_column_of_units_with_their_time_gives_both() -> None:
    document = table(
        [
            ["序号", "任务内容", "责任单位及完成时限"],
            ["1", "公开预算", "县财政局，3月底前"],
            ["2", "公开决算", "县财政局牵头，县审计局配合（9月底前）"],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "1 |  | 公开预算 | 县财政局 | 2026-03-31",
        "2 |  | 公开决算 | 牵县财政局 配县审计局 | 2026-09-30",
    ]


def test_that_a_table_without_a_header_is_read_by_its_cells_and_says_so() -> None:
    document = table(
        [
            ["1", "公开预算信息", "县财政局", "3月底前"],
            ["2", "公开决算信息", "县财政局、各部门", "9月底前"],
            ["3", "公开审计结果", "县审计局", "全年"],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "1 |  | 公开预算信息 | 县财政局 | 2026-03-31",
        "2 |  | 公开决算信息 | 县财政局 各部门* | 2026-09-30",
        "3 |  | 公开审计结果 | 县审计局 | 全年2026",
    ]
    assert any("没有表头" in problem.text for problem in document.problems)


def test_that_sums_between_sections_and_sections_in_the_first_column_are_no_tasks() -> None:
    document = table(
        [
            ["类别", "任务", "牵头单位", "配合单位", "完成时限"],
            ["一、政策公开", "", "", "", ""],
            ["1", "公开文件", "县政府办", "各部门", "全年"],
            ["小计", "2项", "", "", ""],
            ["二、平台建设", "", "", "", ""],
            ["2", "改版网站", "县大数据局", "县融媒体中心", "6月底前"],
        ]
    )
    assert [shown(task) for task in document.tasks] == [
        "1 | 一、政策公开 | 公开文件 | 牵县政府办 配各部门* | 全年2026",
        "2 | 二、平台建设 | 改版网站 | 牵县大数据局 配县融媒体中心 | 2026-06-30",
    ]


def test_that_lines_below_the_last_task_belong_to_the_document() -> None:
    document = table(
        [
            ["任务", "责任单位", "完成时限"],
            ["公开预算", "县财政局", "3月底前"],
            ["联系人：张三，联系电话：0300-1234567", "", ""],
        ]
    )
    assert len(document.tasks) == 1
    assert any(entry.text.startswith("联系人") for entry in document.left_out)


def test_that_lines_alone_in_the_first_column_are_sections_where_the_table_begins_with_one() -> None:
    rows = [["任务", "责任单位", "时限"], ["政策解读", "", ""], ["图解政策。", "县司法局", "全年"]]
    rows += [["平台建设", "", ""], ["改版网站。", "县大数据局", "6月底前"]]
    assert [task.path for task in table(rows).tasks] == [("政策解读",), ("平台建设",)]


def test_that_a_blank_time_below_a_printed_one_is_flagged() -> None:
    rows = [["任务", "责任单位", "时限"], ["公开甲。", "县司法局", "全年"], ["公开乙。", "县财政局", ""]]
    task = table(rows).tasks[1]
    assert task.deadlines == ()
    assert [(flag.field, flag.choices) for flag in task.flags] == [("deadlines", ("", "全年"))]


def test_that_a_row_with_the_rest_of_a_sentence_belongs_to_the_row_above() -> None:
    rows = [["任务", "责任单位"], *([f"公开{name}。", "县司法局"] for name in "甲乙丙")]
    document = table([*rows, ["通过图表图解、短视频", "县财政局"], ["等形式解读政策。", ""]])
    assert document.tasks[-1].requirement == "通过图表图解、短视频等形式解读政策。"
    assert "requirement" in {flag.field for flag in document.tasks[-1].flags}


def test_that_a_last_task_with_its_units_left_blank_is_not_lost() -> None:
    document = table(
        [["任务", "责任单位"], ["公开预算", "县财政局"], ["公开决算", "县财政局"], ["第一时间回应舆情。", ""]]
    )
    assert [task.requirement for task in document.tasks] == ["公开预算", "公开决算", "第一时间回应舆情。"]
    assert "units" in {flag.field for flag in document.tasks[2].flags}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "示例省2026年政务公开工作要点\n一、聚焦发展\n"
            "（一）公开惠企政策。建立发布平台。（省发展改革委、省财政厅，各市、县（市、区）政府。列第一位的为牵头单位，下同）\n"
            "（二）强化解读。开展多元化解读。（省司法厅、省级有关单位）\n",
            [
                "（一） | 一、聚焦发展 > 公开惠企政策 | 建立发布平台。 | 牵省发展改革委 省财政厅 各市* 县（市、区）政府* | ",
                "（二） | 一、聚焦发展 > 强化解读 | 开展多元化解读。 | 牵省司法厅 省级有关单位* | ",
            ],
        ),
        (
            "示例区2026年重点工作任务分解方案\n\n一、预期目标\n\n1.生产总值增长6.2%左右。\n\n牵头单位:区发改局\n\n"
            "责任单位:示例经济开发区,全区各专班\n\n二、重点任务\n\n2.推进项目建设。开工100个，6月底前开工率达到80%。\n\n"
            "牵头单位:区发改局\n\n配合单位:各街道,区直各部门\n\n完成时限:12月底\n",
            [
                "1 | 一、预期目标 | 生产总值增长6.2%左右。 | 牵区发改局 示例经济开发区 全区各专班* | ",
                "2 | 二、重点任务 > 推进项目建设 | 开工100个，6月底前开工率达到80%。 | 牵区发改局 配各街道* 配区直各部门* | 2026-12-31",
            ],
        ),
        (
            "示例县2026年优化服务行动方案\n一、提升水平\n（一）推进“一网通办”。1.梳理清单，完善指南。（牵头单位：县行政审批局；"
            "完成时限：3月底前）2.推广电子证照。（牵头单位：县大数据局；责任单位：县级各部门；完成时限：9月底前）\n"
            "（二）规范中介服务。编制清单，动态管理。（县行政审批局牵头，县级有关部门按职责分工负责；完成时限：持续推进）\n"
            "（三）推行信用监管。建立信用档案。责任单位：县发改局、县商务局等有关部门。\n",
            [
                "1 | 一、提升水平 > （一）推进“一网通办” | 梳理清单，完善指南。 | 牵县行政审批局 | 2026-03-31",
                "2 | 一、提升水平 > （一）推进“一网通办” | 推广电子证照。 | 牵县大数据局 县级各部门* | 2026-09-30",
                "（二） | 一、提升水平 > 规范中介服务 | 编制清单，动态管理。 | 牵县行政审批局 县级有关部门* | 长期",
                "（三） | 一、提升水平 > 推行信用监管 | 建立信用档案。 | 县发改局 县商务局 … | ",
            ],
        ),
        (
            "示例市2026年要点\n一、深化公开\n1.公开规划。主动公开规划。（市发展改革委牵头，各县〔市、区〕人民政府、市政府有关部门落实）\n"
            "2.公开财政信息。推动公开。（市财政局牵头，各县区人民政府、管委会配合）\n",
            [
                "1 | 一、深化公开 > 公开规划 | 主动公开规划。 | 牵市发展改革委 配各县〔市、区〕人民政府* 配市政府有关部门* | ",
                "2 | 一、深化公开 > 公开财政信息 | 推动公开。 | 牵市财政局 配各县区人民政府* 配管委会* | ",
            ],
        ),
        (
            "示例区2026年重点任务分工方案\n一、推进放权\n(一)规范审批,提高效能。\n"
            "1.及时承接落实国家和省、市政府取消、下放和改变管理方式的行政权力事项。对下放的事项,组织评估。〔牵头单位:区政府办公室,责任单位:区政府有关部门,各街道(功能区)〕\n"
            "2.严格落实审查制度,开展监督。(牵头单位:区司法局;责任单位:区司法局、区委编办及区直相关单位,6月底完成)\n",
            [
                "1 | 一、推进放权 > (一)规范审批,提高效能 | 及时承接落实国家和省、市政府取消、下放和改变管理方式的行政权力事项。对下放的事项,组织评估。 | 牵区政府办公室 区政府有关部门* 各街道(功能区)* | ",
                "2 | 一、推进放权 > (一)规范审批,提高效能 | 严格落实审查制度,开展监督。 | 牵区司法局 区司法局 区委编办 区直相关单位* | 2026-06-30",
            ],
        ),
    ],
)
def test_that_notices_in_prose_are_read_as_offices_write_them(content: str, expected: list[str]) -> None:
    document = text(content)
    assert [shown(task) for task in document.tasks] == expected
    assert not any(task.flags for task in document.tasks)


def test_that_names_with_a_shared_ending_are_kept_as_printed_and_flagged() -> None:
    document = text(
        "示例省2026年要点\n（一）公开项目。公布清单。（省发展改革委、甲州市、乙海市人民政府）\n（二）解读。开展解读。（省司法厅）\n"
    )
    assert [unit.name for unit in document.tasks[0].units] == ["省发展改革委", "甲州市", "乙海市人民政府"]
    assert {flag.field for flag in document.tasks[0].flags} == {"units"}


def test_that_what_may_be_a_title_in_one_point_of_several_is_flagged() -> None:
    document = text(
        "示例县2026年要点\n（一）公开预算。及时公布。（县财政局负责）\n（二）公开决算，及时公布。（县财政局负责）\n"
        "（三）公开审计。按时公布。（县审计局负责）\n（四）按年公开，并做好说明。再作解读。（县审计局负责）\n"
    )
    assert [task.path for task in document.tasks] == [("公开预算",), (), ("公开审计",), ()]
    assert [bool(task.flags) for task in document.tasks] == [True, False, True, False]


def test_that_a_month_under_the_title_gives_the_year() -> None:
    content = "示例县政务公开任务表\n2026年4月\n序号\t任务\t责任单位\t完成时限\n1\t公开预算\t县财政局\t6月底前\n2\t公开决算\t县财政局\t9月底前\n"
    assert text(content).year == 2026


def test_that_section_rows_nest_by_their_numbering() -> None:
    bars = ["（一）甲类", "（二）乙类"]
    rows = [["任务", "责任单位", "完成时限"]]
    for bar in bars:
        rows += [[bar, "", ""], [f"公开{bar[3]}", "县财政局", "全年"]]
    merges = [(1, 0, 1, 2), (3, 0, 3, 2)]
    assert [task.path for task in table(rows, merges).tasks] == [("（一）甲类",), ("（二）乙类",)]
    rows.insert(1, ["一、大类", "", ""])
    merges = [(1, 0, 1, 2), (2, 0, 2, 2), (4, 0, 4, 2)]
    assert [task.path for task in table(rows, merges).tasks] == [
        ("一、大类", "（一）甲类"),
        ("一、大类", "（二）乙类"),
    ]


def test_that_a_blank_number_takes_the_one_above_only_where_numbers_count_groups() -> None:
    grouped = [
        ["序号", "类别", "任务", "责任单位"],
        ["1", "甲", "公开甲一", "县财政局"],
        ["", "", "公开甲二", "县财政局"],
        ["2", "乙", "公开乙", "县审计局"],
    ]
    assert [task.no for task in table(grouped).tasks] == ["1", "1", "2"]
    each = [*grouped[:2], ["2", "", "公开甲二", "县财政局"], ["", "", "公开甲三", "县财政局"]]
    assert [task.no for task in table(each).tasks] == ["1", "2", None]


def test_that_a_blank_number_without_any_heading_is_flagged() -> None:
    rows = [["序号", "任务", "责任单位"], ["1", "公开甲", "县财政局"], ["", "公开乙", "县审计局"]]
    task = table(rows).tasks[1]
    assert [(flag.field, flag.choices) for flag in task.flags] == [("no", ("1", ""))]


def test_that_a_header_of_two_rows_that_returns_is_no_task() -> None:
    header = [["任务", "责任分工", "", "时限"], ["", "牵头单位", "配合单位", ""]]
    body = [["公开甲", "县财政局", "县审计局", "全年"]]
    spans = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)]
    again = [(top + 3, left, bottom + 3, right) for top, left, bottom, right in spans]
    document = table([*header, *body, *header, ["公开乙", "县审计局", "", "全年"]], [*spans, *again])
    assert [task.requirement for task in document.tasks] == ["公开甲", "公开乙"]


def test_that_a_strange_column_beside_known_ones_is_kept_and_not_guessed() -> None:
    document = table([["任务", "责任单位", "示范点", "完成时限"], ["公开预算", "县财政局", "甲村", "全年"]])
    assert shown(document.tasks[0]) == "- |  | 公开预算 | 县财政局 | 全年2026"
    assert document.tasks[0].extra == (("示范点", "甲村"),)
    behind = table([["类别", "任务", "专项", "责任单位"], ["甲", "公开预算", "放管服", "县财政局"]])
    assert shown(behind.tasks[0]) == "- | 甲 | 公开预算 | 县财政局 | "


def test_that_one_short_lead_in_among_many_rows_is_no_name_of_its_row() -> None:
    rows = [["任务", "责任单位"], ["重点公开(1)预算；(2)决算。", "县财政局"]]
    rows += [[f"(1)公开{name}；(2)解读{name}。", "县财政局"] for name in ("甲", "乙", "丙")]
    task = table(rows).tasks[0]
    assert task.path == ()
    assert [flag.field for flag in task.flags] == ["items"]


def test_that_lines_between_rows_of_tabs_are_sections_or_the_rest_of_a_cell() -> None:
    content = (
        "示例县2026年任务表\n序号\t任务\t责任单位\n平台建设\n1\t改版网站\t县大数据局\n政策解读\n2\t图解政策\t县司法局、\n县财政局\n"
        "3\t短视频\t县融媒体中心\n"
    )
    assert [shown(task) for task in text(content).tasks] == [
        "1 | 平台建设 | 改版网站 | 县大数据局 | ",
        "2 | 政策解读 | 图解政策 | 县司法局 县财政局 | ",
        "3 | 政策解读 | 短视频 | 县融媒体中心 | ",
    ]


def test_that_numbers_of_a_list_lose_the_mark_behind_them() -> None:
    document = table(
        [["序号", "任务", "责任单位"], ["1.", "公开预算。", "县财政局"], ["2.", "公开目录。", "县司法局"]]
    )
    assert [task.no for task in document.tasks] == ["1", "2"]


def test_that_why_points_were_lost_heads_what_is_to_be_done_about_it() -> None:
    document = table(
        [
            ["序号", "扣分原因", "整改要求", "责任单位", "整改期限"],
            ["1", "专栏链接失效。", "逐条修复。", "县政府办", "8月底前"],
            ["2", "解读形式单一。", "增加图解。", "县司法局", "全年"],
        ]
    )
    assert [(task.path, task.requirement) for task in document.tasks] == [
        (("专栏链接失效。",), "逐条修复。"),
        (("解读形式单一。",), "增加图解。"),
    ]
