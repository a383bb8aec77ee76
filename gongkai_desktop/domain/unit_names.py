"""Names of bodies: when two printed names mean the same body, by fixed rules and never by resemblance.

A name is read as level and place (县, 示例县, 市…示例分局) and a core (财政局); the core is brought to its
usual short form by a table of official contractions. Equal cores are one body unless their places disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai_desktop.domain.ledger import Unit, UnitKind

_LEVELS = "县区市旗"
_LONGEST_PLACE = 10

# Words that begin or end with a level sign without being a place: 市场监管局 is no 场监管局 of a 市.
_NO_PREFIX = re.compile(
    r"市(?:场|容|民(?:服务|中心|热线|卡)|政(?:管理|公用|工程|园林|设施|道路|建设|局|处|所|中心))|区(?:域|划|块)|县域"
)
_NO_PLACE = re.compile(
    r"(?:开发|经开|高新|工业|产业|园|新|景|名胜|社|度假|功能|保护|示范|试验|集聚|库|片|街)区$"
    r"|(?:老|中心|主|市|县)城区$"
    r"|(?:智慧|数字|文明|卫生|中心|新型|生态|海绵|宜居|森林|园林)城市$|(?:大都|上|超)市$"
)
_BRANCH = re.compile(
    r"^(?:[一-龥]{2,6}?)?市(?P<field>[一-龥]{2,}?)局(?P<place>[一-龥]{0,8}?)[县区市旗]?分局$"
)
_BRANCH_OF_ZONE = re.compile(r"(?:开发|经开|高新|园|景|新|度假|城)$")
# A second name plate in brackets: 县行政审批局（县政务服务局）. Other brackets tell bodies apart and stay.
_SECOND_PLATE = re.compile(r"\([^()]*(?:局|办|办公室|委|委员会|部|中心|馆|院|站|队)\)$")

# Official contractions: long form (as a pattern) -> usual short form. Longer ones first.
_CONTRACTIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), short)
    for pattern, short in (
        (r"^(?:中国共产党|中共)", ""),
        (r"^人民政府", "政府"),
        (r"机构编制委员会办公室", "编办"),
        (r"科学技术协会", "科协"),
        (r"残疾人联合会", "残联"),
        (r"妇女联合会", "妇联"),
        (r"工商业联合会", "工商联"),
        (r"文学艺术界联合会", "文联"),
        (r"供销合作(?:社联合社|联合社|联社|社)", "供销社"),
        (r"纪律检查委员会", "纪委"),
        (r"监察委员会", "监委"),
        (r"发展和?改革", "发改"),
        (r"卫生健康", "卫健"),
        (r"教育和?体育", "教体"),
        (r"人力资源和?社会保障", "人社"),
        (r"住房和?城乡建设", "住建"),
        (r"市场监督管理", "市场监管"),
        (r"应急管理", "应急"),
        (r"退役军人事务", "退役军人"),
        (r"医疗保障", "医保"),
        (r"综合行政执法", "综合执法"),
        (r"行政审批服务", "行政审批"),
        (r"政务服务和?大数据管理", "政务服务大数据"),
        (r"政务服务和?数据管理", "政务服务数据"),
        (r"大数据(?:应用)?(?:发展)?管理", "大数据"),
        (r"工业和?信息化", "工信"),
        (r"经济和?信息化", "经信"),
        (r"科学技术", "科技"),
        (r"交通警察", "交警"),
        (r"交通运输", "交通"),
        (r"文化广电和?旅游", "文广旅"),
        (r"文化和?旅游", "文旅"),
        (r"自然资源和规划", "自然资源规划"),
        (r"国有资产监督管理", "国资"),
        (r"人民防空", "人防"),
        (r"国防动员", "国动"),
        (r"消防救援", "消防"),
        (r"烟草专卖", "烟草"),
        (r"机关事务管理", "机关事务"),
        (r"经济(?:技术)?开发区", "经开区"),
        (r"高新(?:技术)?(?:产业)?开发区", "高新区"),
        (r"管理委员会$", "管委会"),
        (r"委员会$", "委"),
        (r"办公室$", "办"),
        (r"(?<=[区园])管委会$", ""),
        (r"(?<=[镇乡木])(?:人民)?政府$", ""),
        (r"(?<=街道)(?:办事处|办)$", ""),
        (r"(?<=发改|卫健|经信|住建|国资)(?:委)$", "局"),
    )
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A printed name taken apart; `place` is the county's name without its level, empty if not printed."""

    level: str
    place: str
    core: str


def clean_name(name: str) -> str:
    """The name without spaces, line breaks, full-width forms and stray punctuation at its ends."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return text.strip("、,;。.:·\"'“”‘’《》")


def split_name(name: str) -> NameParts:
    """Take a name apart; what is not certainly a place stays in the core."""
    text = re.sub(r"^(?:中国共产党|中共)", "", _SECOND_PLATE.sub("", clean_name(name)))
    branch = _BRANCH.match(text)
    if branch and not _BRANCH_OF_ZONE.search(branch["place"]):
        return NameParts("", branch["place"], _contract(f"{branch['field']}分局"))
    level, place, rest = _split_place(text)
    return NameParts(level, place, _contract(rest))


def normal_form(name: str) -> str:
    """What is left of a name without county, width and brackets, in its usual short form.

    示例县发展和改革局, 县发改委 and 发改局 all give 发改局.
    """
    return split_name(name).core


def place_stem(place: str) -> str:
    """A county's name without its level: 示例县 -> 示例. Names of two characters keep it: 郊区."""
    stem = re.sub(r"(?:自治)?[县区市旗]$", "", place)
    return stem if len(stem) > 1 else place


def _split_place(text: str) -> tuple[str, str, str]:
    """(level, place, rest); the innermost county of 某市某县 counts."""
    if text[:1] in set(_LEVELS) and not _NO_PREFIX.match(text) and len(text) > 2:
        return text[0], "", text[1:]
    for index in range(1, min(len(text) - 2, _LONGEST_PLACE)):
        head, level, rest = text[:index], text[index], text[index + 1 :]
        if level in _LEVELS and _is_place(head, level, text[index:]):
            inner = _split_place(rest)
            return inner if inner[0] else (level, place_stem(head + level), rest)
    return "", "", text


def _is_place(head: str, level: str, tail: str) -> bool:
    """县 ends a place after any name; 区, 市 and 旗 stand in many other words."""
    if _NO_PREFIX.match(tail):
        return False
    return level == "县" or (len(head) > 1 and not _NO_PLACE.search(head + level))


def _contract(text: str) -> str:
    for pattern, short in _CONTRACTIONS:
        text = pattern.sub(short, text)
    return text


@dataclass(frozen=True, slots=True)
class _Entry:
    unit: Unit
    parts: NameParts


_Table = Mapping[str, tuple[_Entry, ...]]


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """Finds units by printed name. Names go before aliases, printed forms before normal forms."""

    exact: tuple[_Table, ...]
    normal: tuple[_Table, ...]

    def find(self, name: str, home: str | None = None) -> Unit | None:
        """The one unit that goes by this name, or None; two that might is none as well.

        `home` is the county the document comes from (示例县), where known: another county's body is then not
        taken for our own, and our county's short name may stand in front (示例经开区).
        """
        text = clean_name(name)
        for table in self.exact:
            if text in table:
                return _only(table[text])
        home = clean_name(home or "")
        found = self._find_normal(text, home)
        stem = place_stem(home)
        if found is None and stem and text.startswith(stem):
            found = self._find_normal(text.removeprefix(stem), home)
        return found

    def _find_normal(self, text: str, home: str) -> Unit | None:
        parts = split_name(text)
        if not _same_place(parts.place, place_stem(home)):
            return None
        for table in self.normal:
            fitting = [entry for entry in table.get(parts.core, ()) if _may_be(entry, parts, home)]
            if fitting:
                return _only(fitting)
        return None


def build_index(units: Iterable[Unit]) -> UnitIndex:
    """An index over the names and aliases of units."""
    all_units = list(units)
    names = [(unit, unit.name) for unit in all_units]
    aliases = [(unit, alias) for unit in all_units for alias in unit.aliases]
    return UnitIndex(
        exact=tuple(
            _table((clean_name(name), unit, name) for unit, name in pairs) for pairs in (names, aliases)
        ),
        normal=tuple(
            _table((normal_form(name), unit, name) for unit, name in pairs) for pairs in (names, aliases)
        ),
    )


def _table(keyed: Iterable[tuple[str, Unit, str]]) -> _Table:
    table: dict[str, list[_Entry]] = defaultdict(list)
    for key, unit, name in keyed:
        table[key].append(_Entry(unit, split_name(name)))
    return {key: tuple(entries) for key, entries in table.items()}


def _only(entries: Iterable[_Entry]) -> Unit | None:
    """The unit all entries agree on; of several, the one that still exists."""
    units = {entry.unit.id: entry.unit for entry in entries}
    current = {key: unit for key, unit in units.items() if unit.valid_to is None}
    chosen = list((current or units).values())
    return chosen[0] if len(chosen) == 1 else None


def _same_place(one: str, other: str) -> bool:
    return not one or not other or one == other


def _may_be(entry: _Entry, parts: NameParts, home: str) -> bool:
    """Whether a name with the entry's core can be the entry's unit.

    市税务局 is the parent of 县税务局, not itself; so is any 市 body to a document of a county or district.
    """
    of_city = parts.level == "市" and entry.parts.level != "市"
    parent = of_city and (entry.unit.kind is UnitKind.VERTICAL or home[-1:] in ("县", "区", "旗"))
    return not parent and _same_place(entry.parts.place, parts.place)
