"""Facts of a document: where its title, issuer, 文号, date, place and year stand."""

from datetime import date

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.importers.recognition.facts import Facts, read_facts
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document


def facts(
    *lines: str, after: tuple[str, ...] = (), rows: tuple[str, ...] = (), beside: tuple[str, ...] = ()
) -> Facts:
    return read_facts(lines, after, rows, beside)


def test_that_a_title_printed_in_several_lines_is_one() -> None:
    torn = facts("示例县人民政府关于印发《示例县2026年重点工作分解", "和责任分工方案》的通知")
    assert torn.title == "示例县人民政府关于印发《示例县2026年重点工作分解和责任分工方案》的通知"
    assert (
        facts("示例县人民政府办公室关于", "落实《政府工作报告》分工的意见").issuer == "示例县人民政府办公室"
    )
    assert facts("附件1", "示例县2026年政务公开工作", "重点任务分解表").title == (
        "示例县2026年政务公开工作重点任务分解表"
    )


def test_that_offices_above_a_title_belong_to_it() -> None:
    joint = facts(
        "中共示例县委办公室", "示例县人民政府办公室", "关于印发《2026年责任清单》的通知", "示办发〔2026〕3号"
    )
    assert joint.title == "中共示例县委办公室、示例县人民政府办公室关于印发《2026年责任清单》的通知"
    assert (joint.issuer, joint.place) == ("中共示例县委办公室", "示例县")


def test_that_a_title_broken_before_its_last_words_is_put_together_behind_its_office() -> None:
    found = facts(
        "示例县人民政府办公室",
        "关于印发示例县2026年政务公开",
        "工作要点任务分解表的通知",
        "示政办〔2026〕9号",
    )
    assert found.title == "示例县人民政府办公室关于印发示例县2026年政务公开工作要点任务分解表的通知"


def test_that_numbers_dates_and_addresses_are_no_title() -> None:
    assert facts("示政〔2026〕20号", "各乡镇人民政府：", "示例县人民政府", "2026年5月28日").title == ""


def test_that_the_mark_of_an_annex_is_not_in_the_title() -> None:
    assert facts("附件：示例县2026年任务分解表").title == "示例县2026年任务分解表"


def test_that_a_generic_title_of_a_table_gives_way_to_the_notice() -> None:
    found = facts("关于做好政务公开工作的通知", "2026年6月29日", rows=("任务分解表",))
    assert found.title == "关于做好政务公开工作的通知"


def test_that_the_number_before_a_title_is_the_documents() -> None:
    found = facts("示政办〔2026〕2 号 区人民政府办公室关于印发2026年任务分解方案的通知")
    assert found.number == "示政办〔2026〕2号"
    assert found.title == "区人民政府办公室关于印发2026年任务分解方案的通知"
    assert found.issuer == "区人民政府办公室"


def test_that_what_a_page_prints_beside_the_document_is_used_where_the_document_is_silent() -> None:
    found = facts(
        "示例县2026年任务分解表",
        beside=(
            "发文机关；示例县人民政府；发文字号；示政发〔2026〕8号；成文日期；2026-08-06；发布日期；2026-08-09",
        ),
    )
    assert (found.issuer, found.number) == ("示例县人民政府", "示政发〔2026〕8号")
    assert found.document_date == date(2026, 8, 6)
    signed = facts("2026年8月1日", beside=("成文日期；2026-08-06",))
    assert signed.document_date == date(2026, 8, 1)


def test_that_a_date_in_chinese_figures_may_hold_a_zero_of_any_kind() -> None:
    for zero in "〇零○0":
        assert facts(f"二{zero}二六年三月十一日").document_date == date(2026, 3, 11)


def test_that_an_addressee_is_no_issuer() -> None:
    assert facts("各乡镇人民政府", "示例县政务公开办公室（代章）").issuer == "示例县政务公开办公室"


def test_that_a_body_above_the_header_is_whom_the_table_is_for() -> None:
    assert facts("示例县2026年任务", rows=("县教育局",)).issuer is None
    assert facts("示例县2026年任务", rows=("县政府办公室",)).issuer == "县政府办公室"


def test_that_a_red_head_names_the_issuer() -> None:
    assert facts("示例县人民政府文件", "示政发〔2026〕2号").issuer == "示例县人民政府"


def test_that_the_day_a_table_was_filled_in_dates_it() -> None:
    dated = facts("示例县整改台账", after=("填报单位：示例县人民政府办公室    填报时间：2026年8月11日",))
    assert (dated.document_date, dated.year) == (date(2026, 8, 11), 2026)


def test_that_the_one_year_of_the_deadlines_is_the_year_of_a_document_without_any() -> None:
    rows = (
        "序号\t任务\t责任单位\t完成时限\n1\t公开预算。\t县财政局\t2026年6月底前\n"
        "2\t公开目录。\t县司法局\t8月底前\n"
    )
    document = recognise(read_document("任务.txt", ("示例县任务清单\n" + rows).encode()))
    assert document.year == 2026
    assert document.tasks[1].deadlines == (ByDate(date(2026, 8, 31)),)
    assert any("按完成时限里的年份" in problem.text for problem in document.problems)
