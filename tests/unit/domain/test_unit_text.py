"""Reading the cell of responsible units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.domain.unit_text import is_collective, looks_like_units, read_units

_MARKS = {Role.LEAD: "牵", Role.SUPPORT: "配", Role.RESPONSIBLE: ""}


def shown(text: str, default: Role = Role.RESPONSIBLE) -> str:
    """Units in short: role mark before the name, * behind a collective, … at the end when open-ended."""
    reading = read_units(text, default)
    units = [f"{_MARKS[u.role]}{u.name}{'*' if u.collective else ''}" for u in reading.units]
    return " ".join(units) + (" …" if reading.open_ended else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县财政局、县教育局，县民政局；县审计局", "县财政局 县教育局 县民政局 县审计局"),
        ("县水利局及各乡镇（街道）负责落实", "县水利局 各乡镇（街道）*"),
        ("县文化广电和旅游局", "县文化广电和旅游局"),
        ("县财政局和各乡镇人民政府", "县财政局 各乡镇人民政府*"),
        ("县政府办县财政局", "县政府办 县财政局"),
        ("县医保局各乡镇人民政府", "县医保局 各乡镇人民政府*"),
        ("市生态环境局示例分局", "市生态环境局示例分局"),
        ("县社区矫正中心", "县社区矫正中心"),
        ("县委县政府督查室", "县委县政府督查室"),
    ],
)
def test_that_names_are_told_apart(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县司法局牵头，各乡镇、县直各部门配合", "牵县司法局 配各乡镇* 配县直各部门*"),
        ("县税务局、县财政局牵头，县直各部门落实", "牵县税务局 牵县财政局 配县直各部门*"),
        ("县教育局牵头落实", "牵县教育局"),
        ("县发改局、县财政局按职责分别牵头", "牵县发改局 牵县财政局"),
        ("县发改局牵头，县财政局、县司法局按职责分工负责", "牵县发改局 县财政局 县司法局"),
        ("牵头单位：县发改局；责任单位：县财政局、县司法局", "牵县发改局 县财政局 县司法局"),
        ("县财政局（牵头）、县审计局（配合）", "牵县财政局 配县审计局"),
        ("由县教育局牵头，会同有关部门落实", "牵县教育局 …"),
        ("各行业主管部门牵头落实", "牵各行业主管部门*"),
    ],
)
def test_that_role_words_give_roles(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各镇、街道、经济开发区", "各镇* 街道* 经济开发区*"),
        (
            "各镇(场)、各风景名胜区、经济开发区管委会,县财政局",
            "各镇(场)* 各风景名胜区* 经济开发区管委会* 县财政局",
        ),
        ("经济开发区、县财政局", "经济开发区 县财政局"),
        ("县直各部门、单位", "县直各部门、单位*"),
        ("各乡镇党委、政府", "各乡镇党委、政府*"),
        ("县级部门（见附件2）", "县级部门（见附件2）*"),
        ("有市场监管职能的县政府各部门", "有市场监管职能的县政府各部门*"),
    ],
)
def test_that_each_reaches_over_the_class_nouns_behind_it(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县财政局等县级有关部门", "县财政局 …"),
        ("县审批局等县级有关部门（单位）、各乡镇（街道）", "县审批局 各乡镇（街道）* …"),
        ("县发改局、县水利局等。", "县发改局 县水利局 …"),
        ("高等学校、县教育局", "高等学校 县教育局"),
    ],
)
def test_that_et_cetera_leaves_the_list_open(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_that_a_column_gives_its_role_to_names_without_a_role_word() -> None:
    assert shown("县财政局、县教育局", Role.SUPPORT) == "配县财政局 配县教育局"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("县政府办县财政局", "看作2个单位"),
        ("县司法局牵头，县直各部门", "没有写明角色"),
        ("见有关文件", "不像单位名称"),
        ("县财政局等县级各部门", "看作未列全"),
        ("县财政局 联系人：李四 0300-1234567", "人名或电话"),
    ],
)
def test_that_what_can_be_read_two_ways_is_a_doubt(text: str, reason: str) -> None:
    assert any(reason in doubt.reason for doubt in read_units(text).doubts)


def test_that_a_name_broken_over_lines_is_one_and_two_names_on_two_lines_are_two() -> None:
    assert shown("县农业\n农村局、县财\n政局") == "县农业农村局 县财政局"
    assert shown("县财政局\n县农业农村局") == "县财政局 县农业农村局"


def test_that_empty_text_holds_no_units() -> None:
    assert read_units("").units == ()
    assert read_units(" 、。").units == ()


def test_that_a_body_named_alone_is_no_collective() -> None:
    assert not is_collective("县经开区管委会")
    assert is_collective("县直有关部门")
    assert is_collective("乡镇人民政府")


def test_that_a_sentence_does_not_look_like_units() -> None:
    assert looks_like_units("县财政局、各乡镇")
    assert not looks_like_units("及时公开财政预算和决算信息")
    assert not looks_like_units("全年")


_BODIES = st.sampled_from(
    [f"县{name}局" for name in ("财政", "教育", "民政", "司法", "审计", "水务", "统计", "信访")]
)


@given(st.lists(_BODIES, min_size=1, max_size=6, unique=True), st.sampled_from("、，；,"))
def test_that_a_list_of_bodies_is_given_back_whatever_separates_them(
    names: list[str], separator: str
) -> None:
    assert [unit.name for unit in read_units(separator.join(names)).units] == names


@given(st.text(alphabet="县区各乡镇街道局办牵头配合等部门、，；。（）和及 \n", max_size=40))
def test_that_any_text_is_read_without_an_error(text: str) -> None:
    names = [unit.name for unit in read_units(text).units]
    assert all(name.strip() for name in names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县教育局\n团县委\n司法局", "县教育局 团县委 司法局"),
        ("县融媒体中心 市场监管局 县直有关部门", "县融媒体中心 市场监管局 县直有关部门*"),
        ("财务科\n法规科", "财务科 法规科"),
        ("县公安局\n交警大队、县委\n宣传部", "县公安局交警大队 县委宣传部"),
        ("西河乡\n人民政府", "西河乡人民政府"),
        ("西河乡\n人民政府及区人社局", "西河乡人民政府 区人社局"),
        ("机关\n各科室", "机关各科室*"),
        ("县乡\n村振兴局", "县乡村振兴局"),
        ("市政府\n各部门", "市政府各部门*"),
        ("县农业\n农村局\n县统\n计局", "县农业农村局 县统计局"),
        ("县水利局牵头\n县财政局配合", "牵县水利局 配县财政局"),
        ("县水利局牵头县财政局、县审计局配合", "牵县水利局 配县财政局 配县审计局"),
        ("县妇联按职责\n配合", "配县妇联"),
        ("牵头单位：县财政局 责任\n单位：县审计局", "牵县财政局 县审计局"),
        ("责任单位（部门）：县财政局", "县财政局"),
    ],
)
def test_that_gaps_part_whole_names_and_heal_torn_ones(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert read_units(text).doubts == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县档案馆及西河乡人民政府等部门和单位", "县档案馆 西河乡人民政府 …"),
        ("各市、县（市、区）政府", "各市* 县（市、区）政府*"),
        ("各县区人民政府、管委会", "各县区人民政府* 管委会*"),
        ("县财政局（牵头）、县审计局", "牵县财政局 县审计局"),
        ("局属各单位、审批股", "局属各单位* 审批股"),
        ("县委办、县政府办、县人大办、县政协办", "县委办 县政府办 县人大办 县政协办"),
        ("市各委办局（公司）、市各直属单位", "市各委办局（公司）* 市各直属单位*"),
        ("市政府各委、办、局，各市属机构", "市政府各委、办、局* 各市属机构*"),
        ("各旗、县、区人民政府，示例高新区管委会", "各旗* 县* 区人民政府* 示例高新区管委会"),
        ("市级各有关部门及各县市区政府", "市级各有关部门* 各县市区政府*"),
        ("各级各部门、县纪委监委机关", "各级各部门* 县纪委监委机关"),
        ("县发改局（县粮食局）、各村（居）委会", "县发改局（县粮食局） 各村（居）委会*"),
    ],
)
def test_that_classes_and_roles_in_brackets_are_certain(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert read_units(text).doubts == ()


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("县政府办县财政局、县审计局", ("县政府办、县财政局、县审计局", "“县政府办县财政局”、县审计局")),
        ("县司法局牵头，县妇联", ("县司法局牵头，县妇联负责", "县司法局牵头，县妇联配合")),
        (
            "县图书馆\n博物馆、县财政局",
            ("县图书馆、博物馆、县财政局", "“县图书馆博物馆”、县财政局"),
        ),
        ("县税务局示例开发区管委会", ("县税务局、示例开发区管委会",)),
    ],
)
def test_that_a_doubt_offers_the_cell_as_it_would_read_plainly(text: str, choices: tuple[str, ...]) -> None:
    (doubt,) = read_units(text).doubts
    assert doubt.choices == choices


def test_that_every_choice_reads_without_that_doubt() -> None:
    for text in ("县政府办县财政局", "县司法局牵头，县妇联", "县财政局和县审计局"):
        for doubt in read_units(text).doubts:
            assert doubt.choices
            assert not any(read_units(choice).doubts for choice in doubt.choices)


def test_that_a_quoted_name_is_one_body() -> None:
    assert shown("“县政府办县财政局”、县审计局") == "县政府办县财政局 县审计局"


def test_that_a_label_left_in_a_name_is_a_doubt() -> None:
    assert read_units("联系单位：县财政局").doubts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县政府办会同有关部门", "县政府办 …"),
        ("县政府办牵头，会同县司法局、县审计局落实", "牵县政府办 配县司法局 配县审计局"),
        ("县公安局、县司法局等执法部门", "县公安局 县司法局 …"),
        ("县住建局等公共企事业单位主管部门", "县住建局 …"),
        ("县总工会、县妇联等群团组织", "县总工会 县妇联 …"),
        ("各级政府及其部门", "各级政府及其部门*"),
        ("县教育局（排名第一为牵头）、县财政局", "牵县教育局 县财政局"),
        ("各牵头单位、县审计局", "各牵头单位* 县审计局"),
        ("人民银行示例市分行、县农商行", "人民银行示例市分行 县农商行"),
        ("项目实施单位、属地镇街、乡级人民政府", "项目实施单位* 属地镇街* 乡级人民政府*"),
        ("政策起草单位、各学校、幼儿园", "政策起草单位* 各学校* 幼儿园*"),
        ("县属国有企业，中央、省、市驻县各单位", "县属国有企业* 中央、省、市驻县各单位*"),
        ("县水利局、供水供气企业，县属企业", "县水利局 供水供气企业* 县属企业*"),
        ("县财政局 高新区", "县财政局 高新区"),
        ("县财政局\n（牵头）\n各预算单位\n（配合）", "牵县财政局 配各预算单位*"),
        ("县财政局（牵头）县审计局（配合）", "牵县财政局 配县审计局"),
        ("/", ""),
        ("无", ""),
    ],
)
def test_that_classes_and_company_are_read(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert read_units(text).doubts == ()


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("县政府办会同县司法局", "县政府办 县司法局", "没有写明角色"),
        ("县教育局或乡镇政府", "县教育局 乡镇政府*", "看作两个单位"),
        ("辖区政府和相关审批部门", "辖区政府 相关审批部门*", "看作两个单位"),
        ("县财政局 王明", "县财政局", "人名或电话"),
        ("县财政局（王明）、县审计局：李四", "县财政局 县审计局", "人名或电话"),
        ("王明 县财政局", "王明县财政局", "可能是人名"),
        ("派出所工商质监所", "派出所工商质监所", "连在一起"),
    ],
)
def test_that_alternatives_and_persons_are_doubts(text: str, expected: str, reason: str) -> None:
    assert shown(text) == expected
    assert any(reason in doubt.reason for doubt in read_units(text).doubts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县教育局、县财政局（列第一位的为牵头单位）", "牵县教育局 县财政局"),
        ("县教育局（主）、县财政局（协）", "牵县教育局 配县财政局"),
        ("县教育局、县财政局（按职责分工负责）", "县教育局 县财政局"),
        ("经开区\n高新园（西河镇）\n各街道", "经开区 高新园（西河镇） 各街道*"),
        ("西河镇等6个乡镇", "西河镇 …"),
        ("全县14个乡镇、试点街道", "全县14个乡镇* 试点街道*"),
        ("省、市垂管单位，机关各处（科）室", "省、市垂管单位* 机关各处（科）室*"),
        ("市府办〔市大数据局〕牵头", "牵市府办〔市大数据局〕"),
    ],
)
def test_that_asides_and_counted_classes_are_read(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert read_units(text).doubts == ()


@pytest.mark.parametrize("text", ["★县教育局、县财政局", "县教育局*、县财政局", "县教育局（6月底前完成）"])
def test_that_a_mark_or_a_time_beside_a_name_is_a_doubt(text: str) -> None:
    assert read_units(text).doubts


@pytest.mark.parametrize(
    "text",
    [
        "县政府办（张三 0000-1234567）",
        "县政府办（张三，0000-1234567）",
        "县政府办（张三、李四）",
        "县政府办（联系人：张三）",
        "县政府办（主任张三）",
        "县政府办（0000-1234567）",
        "县政府办 张三 0000-1234567",
    ],
)
def test_that_persons_and_telephones_leave_nothing_behind_in_the_name(text: str) -> None:
    assert [unit.name for unit in read_units(text).units] == ["县政府办"]


def test_that_a_class_broken_behind_and_is_one_name() -> None:
    assert [unit.name for unit in read_units("县金融办及各乡\n镇人民政府").units] == [
        "县金融办",
        "各乡镇人民政府",
    ]


def test_that_a_leader_named_with_the_office_is_no_unit() -> None:
    reading = read_units("责任领导：常务副县长李明、副县长王倩；牵头单位：县发改局；配合单位：县统计局")
    assert [(unit.name, unit.role) for unit in reading.units] == [
        ("县发改局", Role.LEAD),
        ("县统计局", Role.SUPPORT),
    ]


def test_that_bodies_named_by_what_they_lead_are_a_class_without_doubt() -> None:
    for name in ("各任务牵头单位", "26个试点领域牵头部门", "县产业集聚区"):
        assert read_units(f"县政府办、{name}").doubts == ()


def test_that_schools_and_clinics_named_by_their_kind_are_classes_and_named_ones_are_none() -> None:
    names = {
        unit.name: unit.collective for unit in read_units("义务教育学校、乡镇卫生院、县职业技术学校").units
    }
    assert names == {"义务教育学校": True, "乡镇卫生院": True, "县职业技术学校": False}


def test_that_a_list_may_stay_open_with_media() -> None:
    reading = read_units("县融媒体中心等新闻媒体")
    assert ([unit.name for unit in reading.units], reading.open_ended) == (["县融媒体中心"], True)


@pytest.mark.parametrize("text", ["示例街道信访局", "城关镇财政局"])
def test_that_a_township_glued_to_a_department_is_asked_about(text: str) -> None:
    (doubt,) = read_units(text).doubts
    assert "、" in doubt.choices[0]


@pytest.mark.parametrize(
    "text", ["县乡村振兴局", "城关镇政务服务中心", "示例街道党政办公室", "县城镇建设管理局"]
)
def test_that_bodies_of_a_township_are_one(text: str) -> None:
    assert not read_units(text).doubts
