"""Collective phrases (各乡镇, 县直各部门): which kinds of bodies they name, and their expansion to units.

Two questions are kept apart. *Which kinds* is answered by words anywhere in the phrase, and always with at
least one kind, so that no collective is left without duties. *Is that all it says* is answered by reading
the whole phrase: only one made of nothing but class words (各, 县直, 部门, 乡镇 …) is confident. What is left
over (有关, 行权, 有市场监管职能的, 见附件2) narrows the class in a way the program cannot know; such a phrase
expands to the whole class and waits for the clerk, who excludes units once for all documents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.ledger import Group, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class GroupRule:
    """The kinds a phrase names; `confident` when the phrase says nothing else."""

    kinds: tuple[UnitKind, ...]
    confident: bool


# Words and the kinds they stand for. 单位 (各单位, 部门、单位) takes in the county's institutions; organs
# that answer to the city or province (驻县) are meant only where the phrase says so.
_KIND_WORDS: tuple[tuple[str, tuple[UnitKind, ...]], ...] = (
    (r"部门|委办局|委局|机关", (UnitKind.DEPARTMENT,)),
    (r"镇|乡(?!村)|苏木", (UnitKind.TOWNSHIP,)),
    (r"街道|街办|镇街|[乡镇][、(/]*办(?!公)", (UnitKind.SUBDISTRICT,)),
    (r"开发区|经开区|高新区|园区|新区|集聚区|度假区|功能区|名胜区|景区|管委会|管理委员会", (UnitKind.ZONE,)),
    (r"驻[县区市旗]|垂直管理|垂管|双重?管|[省市]直?驻|中[、]?省", (UnitKind.VERTICAL,)),
    (r"企事业|企业|事业单位|公司|国企|学校|医院|医疗机构", (UnitKind.INSTITUTION,)),
    (r"各村|村委|村[、(/]*居|行政村|社区|居委会", (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)),
    (r"^(?!.*驻).*(?:^|[各、直])单位", (UnitKind.DEPARTMENT, UnitKind.INSTITUTION)),
)
# The class is broad and unknown: the departments are what such phrases mean most often.
_FALLBACK = (UnitKind.DEPARTMENT,)
_ORDER = tuple(UnitKind)

# A phrase is confident when made of these words only. 经济开发区 and 风景名胜区 are not among them:
# each names one sort of the kind 开发区, and the clerk has to leave out the others.
_PLAIN_WORDS = re.compile(
    r"""(?:
        各类|各级|各个|各|全体|所有|全[县区市旗]|[县区市旗]直属|[县区市旗](?:直|级)|本级|下辖
        |[县区市旗](?:人民政府|政府)|人民政府|政府
        |工作部门|组成部门|直属部门|职能部门|部门|委办局
        |乡镇场|镇场|乡镇|乡|镇|场|苏木|街道办事处|街道办|街办|街道|办事处|街|办
        |开发区|园区|功能区|管委会|管理委员会
        |驻[县区市旗]|垂直管理|垂管|公共企事业单位|企事业单位|公共企事业|企事业
        |[、,;()/]|和|及|与
    )+""",
    re.VERBOSE,
)


def group_rule(phrase: str) -> GroupRule:
    """The rule a collective phrase suggests.

    县直各部门、单位 means departments and the county's institutions, but not which of these: not confident.
    村（居）委会 stand in no county directory; their townships and subdistricts answer: not confident.
    """
    text = "".join(unicodedata.normalize("NFKC", phrase).split())
    kinds = {kind for pattern, named in _KIND_WORDS if re.search(pattern, text) for kind in named}
    confident = bool(kinds) and _PLAIN_WORDS.fullmatch(text) is not None
    return GroupRule(tuple(sorted(kinds, key=_ORDER.index)) or _FALLBACK, confident)


def expand(group: Group, units: Sequence[Unit], on: date | None) -> tuple[Unit, ...]:
    """The units a group stands for on a day (None: whenever), in directory order.

    A unit the clerk has not confirmed joins no group by its kind, as nobody has said yet what it is; listed
    in `include` it does. `exclude` is stronger than `include`.
    """

    def belongs(unit: Unit) -> bool:
        named = unit.id in group.include or (unit.confirmed and unit.kind in group.kinds)
        return named and unit.id not in group.exclude and is_valid(unit, on)

    return tuple(sorted(filter(belongs, units), key=lambda unit: (unit.position, unit.id)))


def is_valid(unit: Unit, on: date | None) -> bool:
    """Whether the unit exists on a day; None asks for no day in particular."""
    if on is None:
        return True
    return (unit.valid_from is None or unit.valid_from <= on) and (
        unit.valid_to is None or on <= unit.valid_to
    )
