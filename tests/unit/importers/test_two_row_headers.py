"""Headers of two rows where the file tells no merges: .csv, .md, pasted text, sheets never merged."""

import pytest

from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

BODY = "1,公开预算。,县财政局,县审计局,6月底前\n2,公开决算。,县审计局,县统计局,9月底前\n"
HEADERS = {
    "blank": "序号,任务,责任单位,,时限\n,,牵头单位,配合单位,\n",
    "repeated": "序号,任务,责任单位,责任单位,时限\n序号,任务,牵头单位,配合单位,时限\n",
    "strange words above": "序号,任务,组织方式,,时限\n,,牵头单位,配合单位,\n",
}


def read(name: str, text: str) -> RecognisedDocument:
    return recognise(read_document(name, text.encode()), 2026)


def in_markdown(text: str) -> str:
    head, *rows = ["| " + line.replace(",", " | ") + " |" for line in text.strip().split("\n")]
    return "\n".join([head, "|---|---|---|---|---|", *rows]) + "\n"


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("form", ["csv", "tabs", "md"])
def test_that_the_lower_row_of_a_header_gives_the_roles(header: str, form: str) -> None:
    text = header + BODY
    shown = {"csv": text, "tabs": text.replace(",", "\t"), "md": in_markdown(text)}[form]
    document = read("表.md" if form == "md" else "表.txt", shown)
    roles = [{unit.name: unit.role.value for unit in task.units} for task in document.tasks]
    assert roles == [{"县财政局": "lead", "县审计局": "support"}, {"县审计局": "lead", "县统计局": "support"}]
    assert document.columns == ("序号", "任务", "牵头单位", "配合单位", "时限")


def test_that_words_nobody_knows_below_a_wide_title_tell_its_columns_apart() -> None:
    text = "序号,任务,责任单位,进展情况,,\n,,,省级,市级,县级\n1,公开预算。,县财政局,好,中,差\n"
    (task,) = read("表.csv", text).tasks
    assert task.extra == (("进展情况（省级）", "好"), ("进展情况（市级）", "中"), ("进展情况（县级）", "差"))


def test_that_a_first_task_with_few_cells_is_no_header() -> None:
    text = "序号,任务,牵头单位,配合单位,时限\n1,公开预算。,县财政局,,\n2,公开决算。,县审计局,县统计局,\n"
    assert len(read("表.csv", text).tasks) == 2


def test_that_a_wide_title_of_headings_needs_no_words_below_it() -> None:
    text = "类别,,任务,责任分工,\n,,,牵头单位,配合单位\n财政,预算,公开预算。,县财政局,县审计局\n"
    (task,) = read("表.csv", text).tasks
    assert task.path == ("财政", "预算")
    assert [unit.role.value for unit in task.units] == ["lead", "support"]
