from datetime import date

from paper_parts import make_checkpoint, make_row

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light
from gongkai_desktop.exporters.document import Heading, OfficialDocument, Table, Text
from gongkai_desktop.exporters.report import ReportSource, next_month, report_document

TODAY = date(2022, 11, 15)


def report(*rows: DutyRow) -> OfficialDocument:
    source = ReportSource((2022, 10), TODAY, "示例县", "示例县人民政府办公室", rows, DEFAULT_STYLES)
    return report_document(source)


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
    assert "本月到期节点3个，按期完成1个，逾期后完成1个，逾期未完成1个。" in texts(document)


def test_that_lights_are_counted_by_plan_and_by_kind_of_unit_with_totals() -> None:
    document = report(
        make_row(), done(plan_title="另一文件", plan_id=2), make_row(unit_kind=UnitKind.TOWNSHIP)
    )
    assert rows_of(document, "表1") == [
        ["来源文件", "逾期", "临期", "正常", "已完成", "无时限", "合计", "办结率"],
        ["2022年政务公开工作要点任务分解表", "2", "0", "0", "0", "0", "2", "0.0%"],
        ["另一文件", "0", "0", "0", "1", "0", "1", "100.0%"],
        ["合计", "2", "0", "0", "1", "0", "3", "33.3%"],
    ]
    assert [row[0] for row in rows_of(document, "表2")] == ["单位类别", "县直部门", "乡镇", "合计"]


def test_that_late_items_stand_under_their_unit_the_worst_first() -> None:
    document = report(
        make_row(unit_id=1, unit_name="县民政局"),
        make_row(unit_id=2, unit_name="县财政局", path=("甲",)),
        make_row(unit_id=2, unit_name="县财政局", path=("乙",), days=-3, due=date(2022, 11, 10)),
    )
    assert "逾期未办结3项，涉及2个单位，分别为县财政局（2项）、县民政局（1项）。" in texts(document)
    assert rows_of(document, "表3")[1:] == [
        ["县财政局\n（2项）", "甲", "2022-10-31", "11"],
        ["乙", "2022-11-10", "3"],
        ["县民政局\n（1项）", "财政信息公开", "2022-10-31", "11"],
    ]


def test_that_the_next_month_is_listed_by_date_and_task_with_its_units() -> None:
    many = [coming(date(2022, 11, 30), task_id=9, unit_name=f"{n}局", path=("丙",)) for n in "甲乙丙丁戊己"]
    document = report(*many, coming(date(2022, 11, 20), path=("丁",)), coming(date(2022, 12, 31)))
    assert "2022年11月有2项任务的7个节点到期" in texts(document)
    assert rows_of(document, "表4")[1:] == [
        ["2022-11-20", "丁", "县财政局"],
        ["2022-11-30", "丙", "甲局、乙局、丙局、丁局等6个单位"],
    ]


def test_that_a_month_without_anything_says_so() -> None:
    document = report(make_row(light=Light.NONE, checkpoints=(), due=None))
    assert "本月没有到期节点。" in texts(document)
    assert "没有逾期未办结的事项" in texts(document)
    assert "2022年11月没有到期节点。" in texts(document)
    assert "印发督办通知" not in texts(document)


def test_that_december_is_followed_by_january() -> None:
    assert next_month((2022, 12)) == (2023, 1)
    assert next_month((2022, 1)) == (2022, 2)
