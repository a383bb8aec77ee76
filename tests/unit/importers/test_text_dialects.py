"""Tables pasted as text: tabs, bars, one cell a line; broken cells and web leftovers."""

from gongkai_desktop.domain.grid import Grid, Paragraph
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document


def read(text: str) -> RecognisedDocument:
    return recognise(read_document("示例.txt", text.encode()), None)


def blocks(text: str) -> tuple[Grid | Paragraph, ...]:
    return read_document("示例.txt", text.encode()).blocks


BARS = """示例县2026年政务公开任务表
序号 | 任务名称 | 落实要求 | 责任单位 |
--- | --- | --- | --- |
1 | 政策解读 | 1.同步解读; 2.图解。 | 县财政局。 |
2 | 回应关切 | 及时回应。 | 各乡镇、街道，县政府各部门。 |
注:以上信息在网站发布。
扫一扫在手机打开当前页
"""

TABS = """示例县2026年政务公开台账

序号\t重点任务\t任务分解\t责任单位
1\t决策公开。\t决策预公开 (1)公开目录；(2)公开草案。\t县政府办公室
\t\t<p>规范性文件</p><p>(1)清理；</p><p>(2)公开。</p>\t<p>县司法局</p>

执行公开，主要包括\t行政处罚 (1)公开结果；(2)公开依据。\t县政府各部门
\t建议提案 (1)公开复文；(2)公开总体情况。\t县政府办公室

结果公开情况。\t审计结果 (1)公开报告；(2)公开整改。\t县审计局
\t\t网站互动 (1)回应；(2)留言。\t县政府办公室
4\t平台建设\t栏目设置 (1)规范；(2)更新。\t县政府办公室
"""

CELL_LINES = """附件

示例县2026年工作要点任务分解表

\t序号
\t任务名称
\t任务内容
\t责任

单位
\t时间节点

\t1
\t全面推进

“五公开”
\t按规定公开。
\t县直各部门
\t全年

\t2
\t数字政府
\t完善平台。


\t县政府办牵头，
各乡镇配合
\t10月底前

抄送：县委办公室。
示例县人民政府办公室      2026年3月5日印发
"""

LEVELS = """示例县2026年任务表
\t工作任务
\t具体要求
\t责任单位

\t权责清单
\t公开清单
\t各镇、街道

\t
\t动态调整清单
\t

\t决策公开
\t目录
\t公开目录
\t县司法局

\t
\t
\t公开结果
\t县司法局

\t监管
\t抽查
\t清单
\t公开抽查清单
\t县市场监管局

\t
\t
\t
\t公开抽查结果
\t

\t
\t
\t公开监管总结
"""

BARE = """示例县2026年任务分解表
序号
任务名称
任务内容
责任单位
完成时限
1
政策解读
同步解读文件。
县财政局
6月底前
2
舆情回应
及时回应。
县委宣传部
全年
2026年4月1日
"""


def test_that_a_table_between_bars_is_read_with_the_text_around_it_left_out() -> None:
    document = read(BARS)
    assert document.title == "示例县2026年政务公开任务表"
    assert [(task.no, task.path) for task in document.tasks] == [("1", ("政策解读",)), ("2", ("回应关切",))]
    assert document.tasks[0].items == ("同步解读;", "图解。")
    assert {"注:以上信息在网站发布。", "扫一扫在手机打开当前页"} <= {
        entry.text for entry in document.left_out
    }


def test_that_a_table_between_tabs_goes_on_over_page_breaks() -> None:
    document = read(TABS)
    assert [task.path[-1] for task in document.tasks] == [
        "决策预公开", "规范性文件", "行政处罚", "建议提案", "审计结果", "网站互动", "栏目设置",
    ]  # fmt: skip
    assert [task.no for task in document.tasks] == ["1", "1", None, None, None, None, "4"]


def test_that_a_heading_cut_by_a_page_break_is_joined_and_its_rows_are_flagged() -> None:
    document = read(TABS.replace("主要包括\t", "主要包括，\t"))
    joined = "执行公开，主要包括，结果公开情况。"
    assert [task.path[0] for task in document.tasks][2:5] == [joined] * 3
    assert all({"no", "path"} <= {flag.field for flag in task.flags} for task in document.tasks[2:6])


def test_that_web_leftovers_are_no_text() -> None:
    task = read(TABS).tasks[1]
    assert task.requirement == "(1)清理； (2)公开。"
    assert task.units_text == "县司法局"


def test_that_one_cell_a_line_is_read_in_spite_of_broken_cells() -> None:
    document = read(CELL_LINES)
    assert document.columns == ("序号", "任务名称", "任务内容", "责任单位", "时间节点")
    assert [(task.no, task.path[0], task.deadline_text) for task in document.tasks] == [
        ("1", "全面推进“五公开”", "全年"),
        ("2", "数字政府", "10月底前"),
    ]
    assert document.tasks[1].units_text == "县政府办牵头，各乡镇配合"


def test_that_the_print_line_gives_issuer_and_date() -> None:
    document = read(CELL_LINES)
    assert document.issuer == "示例县人民政府办公室"
    assert str(document.document_date) == "2026-03-05"
    assert document.year == 2026


def test_that_headings_of_several_levels_are_filled_down() -> None:
    document = read(LEVELS)
    assert [task.path for task in document.tasks] == [
        ("权责清单",),
        ("权责清单",),
        ("决策公开", "目录"),
        ("决策公开", "目录"),
        ("监管", "抽查", "清单"),
        ("监管", "抽查", "清单"),
        ("监管", "抽查"),
    ]
    assert [task.units_text for task in document.tasks][1] == "各镇、街道"


def test_that_a_row_that_lost_its_units_takes_those_above_and_is_flagged() -> None:
    task = read(LEVELS).tasks[-1]
    assert task.requirement == "公开监管总结"
    assert task.units_text == "县市场监管局"
    assert "units" in {flag.field for flag in task.flags}


def test_that_one_cell_a_line_without_marks_is_read_by_titles_and_numbers() -> None:
    document = read(BARE)
    assert [(task.no, task.requirement, task.deadline_text) for task in document.tasks] == [
        ("1", "同步解读文件。", "6月底前"),
        ("2", "及时回应。", "全年"),
    ]
    assert "2026年4月1日" in {entry.text for entry in document.left_out}


def test_that_every_printed_line_is_in_a_task_or_listed_as_left_out() -> None:
    for text in (BARS, CELL_LINES, LEVELS, BARE):
        document = read(text)
        kept = "".join(
            "".join([task.no or "", *task.path, task.requirement, task.units_text, task.deadline_text])
            for task in document.tasks
        )
        kept += "".join(entry.text for entry in document.left_out) + "".join(document.columns)
        for block in blocks(text):
            texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
            for line in texts:
                assert "".join(line.split()) in "".join(kept.split())


def test_that_a_row_whose_heading_cell_is_missing_takes_the_heading_above_and_is_flagged() -> None:
    rows = "|序号|类别|具体任务|责任单位|\n|1|决策公开|公开目录|县司法局|\n|2|公开草案|县司法局、县发改局|\n"
    document = read("示例县2026年任务清单\n" + rows)
    assert [task.path for task in document.tasks] == [("决策公开",), ("决策公开",)]
    assert [flag.field for flag in document.tasks[1].flags] == ["path"]


def test_that_two_tables_with_text_between_them_are_both_read() -> None:
    first = "附件1\n\n示例县2026年任务表\n\n\t序号\n\t任务\n\t责任单位\n\n\t1\n\t公开甲\n\t县司法局\n\n"
    second = (
        "附件2\n\n宣传任务清单\n\n\t工作任务\n\t牵头单位\n\t完成时限\n\n\t制作图解\n\t县委宣传部\n\t6月底前\n"
    )
    document = read(first + second)
    assert [task.requirement for task in document.tasks] == ["公开甲", "制作图解"]


def test_that_cells_without_blank_lines_between_rows_are_cut_at_the_serial_numbers() -> None:
    cells = [
        "序号",
        "类别",
        "任务",
        "责任单位",
        "1",
        "甲类",
        "公开甲",
        "县司法局",
        "2",
        "乙类",
        "公开乙，",
        "并解读",
        "县审计局",
    ]
    document = read("示例县2026年任务表\n" + "\n".join(f"\t{cell}" for cell in cells) + "\n")
    assert [(task.no, task.requirement) for task in document.tasks] == [
        ("1", "公开甲"),
        ("2", "公开乙，并解读"),
    ]
