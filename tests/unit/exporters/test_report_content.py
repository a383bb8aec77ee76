from datetime import date
from typing import Any

from paper_parts import make_checkpoint, make_row

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import Evidence, UnitKind
from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light
from gongkai_desktop.domain.month_figures import month_ends, next_month, standing
from gongkai_desktop.exporters.document import Chart, Heading, OfficialDocument, Pattern, Table, Text
from gongkai_desktop.exporters.pdf import measure
from gongkai_desktop.exporters.report import director_document, report_document
from gongkai_desktop.exporters.report_source import ReportSource, cover_figures
from gongkai_desktop.services.holidays import official_calendar

TODAY = date(2022, 11, 15)


def source_of(*rows: DutyRow, **given: Any) -> ReportSource:
    return ReportSource(
        month=(2022, 10),
        today=TODAY,
        county="示例县",
        office="示例县人民政府办公室",
        rows=rows,
        styles=DEFAULT_STYLES,
        calendar=official_calendar(),
        **given,
    )


def report(*rows: DutyRow) -> OfficialDocument:
    return report_document(source_of(*rows))


def done(**given: object) -> DutyRow:
    checkpoint = make_checkpoint(date(2022, 10, 31), Light.DONE, 0, done_on=date(2022, 10, 20))
    return make_row(light=Light.DONE, days=0, checkpoints=(checkpoint,), **given)


def coming(due: date, **given: object) -> DutyRow:
    return make_row(
        light=Light.NORMAL, days=30, due=due, checkpoints=(make_checkpoint(due, Light.NORMAL, 30),), **given
    )


def texts(document: OfficialDocument) -> str:
    return "".join(
        block.text if isinstance(block, Text) else block.title + block.text
        for block in document.blocks
        if isinstance(block, Text | Heading)
    )


def charts_of(document: OfficialDocument) -> list[Chart]:
    return [block for block in document.blocks if isinstance(block, Chart)]


def rows_of(document: OfficialDocument, title: str) -> list[list[str]]:
    table = next(b for b in document.blocks if isinstance(b, Table) and title in b.title)
    return [[cell.text for cell in row] for row in table.rows]


def test_that_the_rate_counts_only_duties_that_have_a_date() -> None:
    document = report(make_row(), done(), done(), make_row(light=Light.NONE, checkpoints=(), due=None))
    assert "共4项，其中逾期1项，临期0项，正常0项，已完成2项，无时限1项" in texts(document)
    assert "有时限的3项中，办结率为66.7%" in texts(document)


def test_that_the_month_s_checkpoints_are_sorted_into_in_time_late_and_missed() -> None:
    after = make_checkpoint(date(2022, 10, 31), Light.DONE, 0, done_on=date(2022, 11, 3))
    document = report(make_row(), done(), make_row(light=Light.DONE, checkpoints=(after,)))
    assert "当月到期节点3个，按期完成1个，逾期后完成1个，逾期未完成1个。" in texts(document)


def test_that_lights_are_counted_by_plan_and_by_kind_of_unit_with_totals() -> None:
    document = report(
        make_row(), done(plan_title="另一文件", plan_id=2), make_row(unit_kind=UnitKind.TOWNSHIP)
    )
    assert rows_of(document, "表3") == [
        ["来源文件", "逾期", "临期", "正常", "已完成", "无时限", "合计", "办结率"],
        ["2022年政务公开工作要点任务分解表", "2", "0", "0", "0", "0", "2", "0.0%"],
        ["另一文件", "0", "0", "0", "1", "0", "1", "100.0%"],
        ["合计", "2", "0", "0", "1", "0", "3", "33.3%"],
    ]
    assert [row[0] for row in rows_of(document, "表4")] == ["单位类别", "县直部门", "乡镇", "合计"]


def test_that_late_items_stand_under_their_unit_the_worst_first() -> None:
    document = report(
        make_row(unit_id=1, unit_name="县民政局", notice_count=2),
        make_row(unit_id=2, unit_name="县财政局", path=("甲",)),
        make_row(unit_id=2, unit_name="县财政局", path=("乙",), days=-3, due=date(2022, 11, 10)),
    )
    assert "逾期未办结3项，涉及2个单位，分别为县财政局（2项）、县民政局（1项）。" in texts(document)
    assert rows_of(document, "表5")[1:] == [
        ["县财政局\n（2项）", "甲", "2022-10-31", "11", ""],
        ["乙", "2022-11-10", "3", ""],
        ["县民政局\n（1项）", "财政信息公开", "2022-10-31", "11", "2"],
    ]


def test_that_the_next_month_is_listed_by_date_and_task_with_its_units() -> None:
    many = [coming(date(2022, 11, 30), task_id=9, unit_name=f"{n}局", path=("丙",)) for n in "甲乙丙丁戊己"]
    document = report(*many, coming(date(2022, 11, 20), path=("丁",)), coming(date(2022, 12, 31)))
    assert "2022年11月有2项任务的7个节点到期" in texts(document)
    assert rows_of(document, "表7")[1:] == [
        ["11月20日", "11月7日", "11月16日", "丁", "县财政局"],
        ["11月30日", "11月16日", "11月25日", "丙", "甲局、乙局、丙局、丁局等6个单位"],
    ]


def test_that_a_month_without_anything_says_so() -> None:
    document = report(make_row(light=Light.NONE, checkpoints=(), due=None))
    assert "当月没有到期节点。" in texts(document)
    assert "没有逾期未办结的事项" in texts(document)
    assert "2022年11月没有到期节点。" in texts(document)
    assert "印发督办通知" not in texts(document)


def test_that_december_is_followed_by_january() -> None:
    assert next_month((2022, 12)) == (2023, 1)
    assert next_month((2022, 1)) == (2022, 2)


def test_that_a_trend_runs_from_january_or_from_the_month_before_it() -> None:
    assert month_ends((2022, 3)) == (date(2022, 1, 31), date(2022, 2, 28))
    assert month_ends((2022, 1)) == (date(2021, 12, 31),)


def test_that_every_part_of_a_bar_has_its_own_pattern_and_its_number() -> None:
    document = report(make_row(), done(), coming(date(2022, 12, 31)))
    for chart in charts_of(document):
        assert len({series.pattern for series in chart.series}) == len(chart.series) == len(Pattern)
        assert all(len(bar.values) == len(chart.series) for bar in chart.bars)
    kinds = next(chart for chart in charts_of(document) if "单位类别" in chart.title)
    assert [(bar.label, bar.values) for bar in kinds.bars] == [("县直部门", (1, 0, 1, 1, 0))]


def test_that_a_chart_names_the_twelve_worst_units_and_the_annex_all() -> None:
    rows = [make_row(unit_id=n, unit_name=f"示例{n}局") for n in range(1, 20)]
    document = report(*rows, make_row(unit_id=3, unit_name="示例3局"))
    chart = charts_of(document)[-1]
    assert len(chart.bars) == 12
    assert chart.bars[0].label == "示例3局"
    annex = document.attachments[0].blocks[0]
    assert isinstance(annex, Table)
    assert len(annex.rows) == 1 + 19 + 1


def test_that_figures_are_set_against_those_of_the_month_before() -> None:
    source = source_of(make_row(), done(), before=(make_row(), make_row()), papers=(3, 1))
    texts_of = {figure.name: figure.texts for figure in cover_figures(source)}
    assert texts_of["逾期"] == ("1", "2", "-1")
    assert texts_of["办结率"] == ("50.0%", "0.0%", "+50.0个百分点")
    assert texts_of["责任事项"] == ("2", "2", "持平")
    assert texts_of["当月印发文书"] == ("3", "1", "+2")


def test_that_what_was_completed_in_the_month_is_listed_with_its_links() -> None:
    row = done(completed_on=date(2022, 10, 20))
    proof = Evidence(1, row.duty_id, "https://www.example.gov.cn/1.html", date(2022, 10, 20))
    without = done(unit_name="县民政局", completed_on=date(2022, 10, 21))
    document = report_document(source_of(row, without, evidence={row.duty_id: (proof,)}))
    assert "当月办结责任事项2项，完成节点2个" in texts(document)
    assert "其中1项没有登记公开网址" in texts(document)
    assert rows_of(document, "表6")[1:] == [
        ["县财政局", "财政信息公开", "2022-10-20", "https://www.example.gov.cn/1.html"],
        ["县民政局", "财政信息公开", "2022-10-21", ""],
    ]


def test_that_the_leader_s_report_has_what_matters() -> None:
    before = (make_row(), make_row(), make_row())
    source = source_of(make_row(), done(), before=before, trend=(standing(before, date(2022, 9, 30)),))
    document = director_document(source, 8)
    assert "逾期1项（比上月末减少2项）" in texts(document)
    assert "逾期单位1个：县财政局（1项）。" in texts(document)
    assert measure(document).pages == 1
