"""Columns under titles nobody has seen: taken by their cells where these are clear, else asked about."""

from datetime import date

from read_again import shown, table, text

from gongkai_desktop.domain.deadline import ByDate


def _fields(document, index: int = 0) -> set[str]:  # type: ignore[no-untyped-def]
    return {flag.field for flag in document.tasks[index].flags}


def test_that_a_strange_column_of_units_beside_supporting_ones_says_who_does_the_task() -> None:
    document = table(
        [
            ["序号", "工作内容", "扛旗单位", "协助单位", "完成时间"],
            ["1", "公开预算", "县财政局", "县直各单位", "2026年6月"],
            ["2", "公开规划", "县自然资源局", "各乡镇", "2026年9月"],
        ]
    )
    assert [[(u.name, u.role.value) for u in task.units] for task in document.tasks] == [
        [("县财政局", "responsible"), ("县直各单位", "support")],
        [("县自然资源局", "responsible"), ("各乡镇", "support")],
    ]
    assert not any(task.flags for task in document.tasks)


def test_that_a_strange_column_of_units_beside_responsible_ones_is_asked_about() -> None:
    document = table(
        [
            ["序号", "工作内容", "责任单位", "兜底单位", "完成时间"],
            ["1", "公开预算", "县财政局", "县政府办公室", "2026年6月"],
            ["2", "公开规划", "县自然资源局", "", "2026年9月"],
        ]
    )
    assert [u.name for u in document.tasks[0].units] == ["县财政局"]
    assert _fields(document) == {"units"}
    assert not document.tasks[1].flags


def test_that_a_role_word_inside_a_strange_title_gives_the_role() -> None:
    document = table(
        [
            ["序号", "反馈问题", "整改措施", "整改总牵头部门", "完成时间"],
            ["1", "公开不及时", "按月通报", "县财政局", "2026年6月"],
        ]
    )
    assert [(u.name, u.role.value) for u in document.tasks[0].units] == [("县财政局", "lead")]


def test_that_a_strange_column_of_limits_holds_the_deadline() -> None:
    document = table(
        [
            ["工作事项", "牵头部门", "推进节奏"],
            ["编制目录", "县政府办公室", "2026年3月底前"],
            ["修订指南", "县政府办公室", "每季度"],
        ]
    )
    assert document.tasks[0].deadlines == (ByDate(date(2026, 3, 31)),)
    assert document.tasks[1].deadlines


def test_that_a_strange_column_of_limits_beside_the_known_one_is_asked_about() -> None:
    document = table(
        [
            ["工作事项", "牵头部门", "完成时限", "再战期"],
            ["编制目录", "县政府办公室", "2026年3月底前", "2026年5月"],
        ]
    )
    assert document.tasks[0].deadlines == (ByDate(date(2026, 3, 31)),)
    assert _fields(document) == {"deadlines"}


def test_that_the_last_word_of_a_strange_title_makes_it_the_requirement() -> None:
    document = table(
        [
            ["序号", "实事名称", "建设规模及内容", "责任单位", "完成时间"],
            ["1", "农村公路", "硬化道路50公里", "县交通运输局", "2026年10月"],
        ]
    )
    assert shown(document.tasks[0]).startswith("1 | 农村公路 | 硬化道路50公里 | 县交通运输局 | ")


def test_that_long_text_under_a_strange_title_is_asked_about() -> None:
    document = table(
        [
            ["序号", "工作任务", "心得", "责任单位", "完成时间"],
            ["1", "农村公路", "硬化通村道路五十公里，补齐安防设施", "县交通运输局", "2026年10月"],
        ]
    )
    assert document.tasks[0].requirement == "农村公路"
    assert "requirement" in _fields(document)


def test_that_what_is_to_be_done_next_is_the_task_behind_nothing_but_the_problem() -> None:
    document = table(
        [
            ["存在问题", "下步打算", "责任单位", "完成时间"],
            ["知晓率低", "编印政策汇编", "县工信局", "2026年8月"],
        ]
    )
    assert (document.tasks[0].path, document.tasks[0].requirement) == (("知晓率低",), "编印政策汇编")


def test_that_a_table_whose_units_come_first_is_read() -> None:
    document = table(
        [
            ["单位", "应公开内容", "公开形式", "截止时间"],
            ["县教育局", "招生简章", "网站", "2026年7月10日"],
            ["县卫健局", "收费标准", "网站", "2026年12月1日"],
        ]
    )
    assert [task.requirement for task in document.tasks] == ["招生简章", "收费标准"]
    assert [task.units[0].name for task in document.tasks] == ["县教育局", "县卫健局"]


def test_that_steps_with_dates_are_limits_where_no_other_column_is() -> None:
    document = table(
        [
            ["任务事项", "阶段安排", "责任单位"],
            ["编制目录", "2026年3月底前摸底，2026年9月底前发布", "县政府办公室"],
            ["公共数据试点", "2026年底前形成方案", "县数据局"],
        ]
    )
    assert [task.requirement for task in document.tasks] == ["编制目录", "公共数据试点"]
    assert [len(task.deadlines) for task in document.tasks] == [2, 1]


def test_that_a_first_row_of_strange_titles_is_no_task() -> None:
    document = table(
        [
            ["排", "干啥", "谁干", "啥时干完"],
            ["1", "清理证明事项并公布清单", "县司法局", "2026年3月底前"],
            ["2", "规范办事指南并公布", "县行政审批局", "2026年6月底前"],
        ]
    )
    assert [task.requirement for task in document.tasks] == ["清理证明事项并公布清单", "规范办事指南并公布"]


def test_that_a_header_of_strange_titles_is_read_by_the_ends_of_its_titles() -> None:
    document = table(
        [
            ["承诺单位", "承诺人", "承诺事项", "兑现时限", "监督电话"],
            ["县人社局", "张伟", "零就业家庭动态清零", "2026年全年", "0000-1234567"],
            ["县医保局", "李娜", "医保报销当日办结", "即日起兑现", "0000-7654321"],
        ]
    )
    assert [task.requirement for task in document.tasks] == ["零就业家庭动态清零", "医保报销当日办结"]
    assert [task.units[0].name for task in document.tasks] == ["县人社局", "县医保局"]
    assert "deadlines" in _fields(document, 1)


def test_that_bodies_heading_the_rows_are_their_units_where_no_column_names_any() -> None:
    document = table(
        [
            ["序号", "公开任务", "公开要点", "更新要求"],
            ["县发改局", "县发改局", "县发改局", "县发改局"],
            ["1", "规划信息", "公开专项规划", "每季度"],
            ["县教育局", "县教育局", "县教育局", "县教育局"],
            ["2", "招生信息", "公开招生方案", "每年6月底前"],
        ],
        [(1, 0, 1, 3), (3, 0, 3, 3)],
    )
    assert [task.units[0].name for task in document.tasks] == ["县发改局", "县教育局"]
    assert "units" in _fields(document)


def test_that_two_columns_of_limits_in_one_row_are_asked_about() -> None:
    document = table(
        [
            ["工作任务", "时间节点", "完成时限", "责任单位"],
            ["编制方案", "2026年1月", "2026年2月", "县数据局"],
        ]
    )
    assert "deadlines" in _fields(document)


def test_that_a_title_of_two_roles_is_asked_about_where_the_cells_give_none() -> None:
    document = table(
        [
            ["任务", "子任务", "责任/配合", "办结"],
            ["隐患清零", "全面排查", "县应急局/县住建局", "2026-08-31"],
            ["隐患清零", "闭环整改", "县应急局", "2026-11-30"],
        ]
    )
    assert _fields(document) == {"units"}
    assert _fields(document, 1) == set()


def test_that_a_strange_column_of_figures_is_no_heading() -> None:
    document = table(
        [
            ["观测点", "目标值", "现状值", "提升举措", "牵头责任部门", "达标时间"],
            ["知晓率", "≥95%", "82%", "开展政策宣讲", "县工信局", "2026年Q4"],
            ["直达率", "100%", "90%", "上线免申即享", "县财政局", "2026年Q3"],
        ]
    )
    assert [task.path for task in document.tasks] == [("知晓率",), ("直达率",)]
    assert document.tasks[0].deadlines == (ByDate(date(2026, 12, 31)),)
    assert document.tasks[1].extra == (("目标值", "100%"), ("现状值", "90%"))


def test_that_a_short_text_behind_the_units_is_asked_about_and_not_taken_for_the_task() -> None:
    document = table(
        [
            ["领域", "公开重点", "责任单位", "完成时间", "抓手"],
            ["财政", "预决算、专项资金", "县财政局", "2026年9月", "网站"],
        ]
    )
    assert document.tasks[0].requirement == "预决算、专项资金"
    assert "requirement" in _fields(document)


def test_that_a_column_of_the_same_year_numbers_nothing() -> None:
    document = table(
        [
            ["年号", "工作内容", "责任单位", "完成时间"],
            ["2026", "编发政府公报", "县政府办公室", "每月"],
            ["2026", "发布政策图解", "县政府办公室", "全年"],
        ]
    )
    assert [task.no for task in document.tasks] == [None, None]


def test_that_units_chiefly_responsible_lead_only_where_others_stand_beside_them() -> None:
    alone = table([["任务", "主要责任单位", "完成时限"], ["公开目录", "县司法局", "2026年6月"]])
    beside = table(
        [
            ["任务", "主要责任单位", "其他责任单位", "完成时限"],
            ["公开目录", "县司法局", "县财政局", "2026年6月"],
        ]
    )
    assert [u.role.value for u in alone.tasks[0].units] == ["responsible"]
    assert beside.tasks[0].units[0].role.value == "lead"


def test_that_numbered_lines_with_labels_belong_to_the_point_above_them() -> None:
    document = text(
        "示例县2026年问题整改方案\n一、反馈问题\n（一）关于公开不规范问题\n1.整改措施：清理栏目，统一格式。\n"
        "2.责任单位：县司法局\n3.整改时限：2026年9月底\n（二）关于解读不高问题\n1.整改措施：建立审核机制。\n"
        "2.责任单位：县政府办公室\n3.整改时限：持续整改\n"
    )
    assert [[u.name for u in task.units] for task in document.tasks] == [["县司法局"], ["县政府办公室"]]
    assert document.tasks[0].deadlines == (ByDate(date(2026, 9, 30)),)


def test_that_bodies_that_only_guide_are_asked_about() -> None:
    document = text(
        "示例县2026年工作分工\n一、规范受理渠道。公布受理渠道。（各乡镇人民政府负责，县司法局指导）\n"
        "二、规范台账。建立登记台账。（县政府办公室牵头）\n"
    )
    assert [(u.name, u.role.value) for u in document.tasks[0].units] == [
        ("各乡镇人民政府", "responsible"),
        ("县司法局", "support"),
    ]
    assert "units" in _fields(document)


def test_that_a_title_with_its_year_is_known_without_it() -> None:
    document = table(
        [
            ["项目名称", "建设内容及规模", "2026年目标任务", "责任单位"],
            ["县医院迁建", "新建床位500张", "主体封顶", "县卫健局"],
        ]
    )
    assert document.tasks[0].path == ("县医院迁建", "新建床位500张")
    assert document.tasks[0].requirement == "主体封顶"


def test_that_two_columns_of_units_under_strange_titles_are_asked_about() -> None:
    document = table(
        [
            ["任务描述", "主体责任", "连带责任", "节点"],
            ["开展企业体检", "县应急局", "县统计局", "2026年6月"],
            ["公布检查结果", "县应急局", "县司法局", "2026年9月"],
        ]
    )
    assert "units" in _fields(document)


def test_that_a_title_naming_units_over_cells_that_name_none_is_asked_about() -> None:
    document = table(
        [
            ["任务", "标准", "责任县（市）", "责任处室", "限办时间"],
            ["棚改", "开工率达标", "东示例", "城建处", "2026年9月"],
            ["取暖", "完成改造", "西示例", "能源处", "2026年10月"],
        ]
    )
    assert "units" in _fields(document)


def test_that_falling_figures_are_no_serial_numbers() -> None:
    document = table(
        [
            ["任务", "扣掉多少", "责任单位", "完成时间"],
            ["更新简历", "2", "县住建局", "2026年7月"],
            ["补发结果", "1", "县民政局", "2026年7月"],
        ]
    )
    assert [task.no for task in document.tasks] == [None, None]


def test_that_the_year_in_brackets_behind_the_title_is_the_documents() -> None:
    document = table(
        [["任务", "责任单位", "完成时限"], ["公开目录", "县司法局", "二季度"]],
        title="示例县改革任务台账（2026）",
    )
    assert document.year == 2026
    assert document.tasks[0].deadlines == (ByDate(date(2026, 6, 30)),)


def test_that_a_column_of_persons_under_a_strange_title_is_no_requirement() -> None:
    document = table(
        [
            ["作战任务", "作战目标", "指挥长", "作战单元", "战时"],
            ["环境整治", "清理垃圾死角200处", "李镇长", "环卫所、各村", "3月底"],
            ["森林防火", "实现零火情", "王副书记", "林业站、护林队", "全年"],
        ]
    )
    assert [task.requirement for task in document.tasks] == ["清理垃圾死角200处", "实现零火情"]


def test_that_the_kind_of_a_task_behind_it_is_not_the_task() -> None:
    document = table(
        [
            ["问题序号", "审计报告反映问题", "整改类型", "整改责任单位", "整改期限"],
            ["1", "预算编制不细化", "立行立改", "县文旅局", "2026年10月31日"],
            ["2", "专项资金闲置", "分阶段整改", "县水利局", "2026年6月30日"],
        ]
    )
    assert [task.requirement for task in document.tasks] == ["预算编制不细化", "专项资金闲置"]


def test_that_a_text_behind_units_of_a_strange_title_is_asked_about() -> None:
    document = table(
        [
            ["任务层级", "任务条目", "承担单位", "成效指标", "交账时间"],
            ["县级统筹", "制定年度要点", "县政府办公室", "印发文件", "2026年3月"],
            ["乡镇落实", "更新公开目录", "各乡镇", "全覆盖", "2026年5月"],
        ]
    )
    assert [task.requirement for task in document.tasks] == ["制定年度要点", "更新公开目录"]
    assert "requirement" in _fields(document)


def test_that_the_dates_in_the_title_of_a_point_are_its_limit() -> None:
    document = text(
        "示例县2026年专项检查安排\n一、时间安排\n（一）自查阶段（4月1日—4月20日）。各乡镇开展自查。（责任单位：各乡镇）\n"
        "（二）抽查阶段（5月10日前）。抽查20家单位。（责任单位：县政府办公室）\n"
    )
    assert document.tasks[0].path[-1] == "自查阶段（4月1日—4月20日）"
    assert document.tasks[1].deadlines == (ByDate(date(2026, 5, 10)),)
    assert "deadlines" in _fields(document)
