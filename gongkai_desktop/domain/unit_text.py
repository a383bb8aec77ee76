"""The cell of responsible units: names, roles and collectives as printed.

Conventions: 、，,； and 及 separate names, 和 never does (县文化广电和旅游局 is one body); what stands before
牵头 leads, what stands before 配合 or 落实 after a lead supports; 各 reaches over the plain class nouns
behind it (各镇、街道、经济开发区).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai_desktop.domain.recognised import NamedUnit, Role


@dataclass(frozen=True, slots=True)
class UnitReading:
    """Units in printed order, each once; `doubts` are reasons in Chinese; `open_ended` is true after 等."""

    units: tuple[NamedUnit, ...]
    open_ended: bool = False
    doubts: tuple[str, ...] = ()


_LEVEL = "县区市省旗州"
_SEPARATORS = "、，,；;。\n／/|｜"
_OPEN, _CLOSE = "（([【〔", "）)]】〕"

# What a body's name ends with. Used to see where one glued name stops and to doubt what is no name.
_SUFFIX = (
    r"(?:局|委|办|办公室|委员会|中心|大队|中队|支队|总队|队|公司|集团|银行|法院|检察院|院|管委会|管理处|处|科|室|部|馆|站|所|会|联合会|"
    r"妇联|残联|工商联|文联|科协|红十字会|团县委|团区委|团市委|政协|人大|政府|党委|街道|街道办|办事处|镇|乡|苏木|场|园|园区|开发区|经开区|高新区|新区|示范区|度假区|"
    r"景区|名胜区|功能区|管理区|商务区|社区|村|校|学院|大学|中学|台|社|报社|传媒|供销社|联社|电信|移动|联通|铁塔|邮政|烟草|供电|基地|组|小组|专班|"
    r"指挥部|协会|学会|商会|总工会|工会|窗口|分局|分公司|支行|人行|税务|海关|公积金|气象|消防|武装部|库|厂|企业|单位|部门|机构|联席会议|保险|医保|医院|热线)"
)
_NAME = re.compile(rf".*{_SUFFIX}$")

_CLASS_NOUN = (
    r"(?:部门|单位|机构|组织|企事业单位|企业|事业单位|团体|人民团体|乡镇|乡|镇|街道|镇街|镇乡|街镇|乡街|"
    r"乡镇街道|镇街道|街道办事处|办事处|街办|镇办|乡办|乡镇场|场镇|社区|村居|村|管委会|园区|开发区|功能区|学校|医院|机关|窗口|主体|责任人|牵头人|专班|工作组|小组|科室|股室|"
    r"成员|领域|系统|行业|党委|政府|人民政府|党工委)"
)
# Plain class nouns that 各 reaches over: no proper name in them.
_PLAIN = re.compile(
    r"(?:(?:[乡镇场街道]|办事处|苏木|街办|人民政府|政府|党委)+|(?:省级|国家级)?(?:经济|经济技术|高新技术(?:产业)?|产业|工业|农业|旅游|生态|现代|综合)*"
    r"(?:开发区|经开区|高新区|高新园区|园区|产业园|工业园|示范区|度假区|集聚区|集中区|功能区|新区)|(?:农|林|渔|牧|茶|原种|良种)场|风景名胜区|景区|名胜区|社区|村|村居|企业|学校|医院|"
    r"部门|单位|机构|(?:直属|企事业|事业|派出|驻\w?)(?:单位|机构)|人民团体|群团组织)(?:管委会|管理委员会|办事处|党工委)?(?:[（(][^）)]*[）)])?"
)
_COLLECTIVE = re.compile(
    rf"^各.*|^(?:全|本)?[{_LEVEL}]?(?:级|直|属|政府|委|内|辖)?.*?(?:各|有关|相关|其他|所有|涉及|行权|职能|主管|行业|责任|成员|业务|执法|牵头|承办|参与|配合|监管|组成|工作|直属|所属|下属).*?{_CLASS_NOUN}$|"
    rf"^[{_LEVEL}](?:级|直|属|政府|委|直属)*{_CLASS_NOUN}$|.*(?:部门|企事业单位|成员单位|责任单位|承办单位|主管单位)$"
)
_OWN_PREFIX = re.compile(
    rf"^(?:[{_LEVEL}]|全[{_LEVEL}]|[^各]{{1,4}}[{_LEVEL}](?=[^{_LEVEL}]{{2}})|国网|中国|国家)"
)
_BARE_TAIL = {"单位", "机构"}

# Words at the end of a name that give it a role. Order matters: the longer first.
_LEAD_WORDS = r"(?:按(?:照)?职责(?:分工)?)?(?:共同|分别|联合|负责)*(?:总)?牵头(?:负责|抓总|组织|实施|落实|推进|办理|协调|汇总|承办|主办|，)*|主办|主责|抓总|总牵头"
_SUPPORT_WORDS = r"(?:积极|共同|协同|分别|按职责(?:分工)?|做好)*(?:配合|协助|协办|参与|参加|支持)(?:做好|落实|实施|工作|办理)*|(?:协同|共同)(?:落实|推进)"
_WORK_WORDS = (
    r"(?:按(?:照)?(?:各自)?(?:职责|职能|任务|工作)?(?:职责)?分工|按(?:照)?(?:各自)?职责|依职责|根据职责(?:分工)?|各自|分别|共同|分工|具体|组织|抓好|做好)*"
    r"(?:负责|落实|实施|推进|承办|办理|执行|完成|组织实施)+(?:落实|实施|推进|办理)*|按(?:照)?(?:各自)?职责分工"
)
_ROLE_AT_END: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?:{_LEAD_WORDS})$"), "lead"),
    (re.compile(rf"(?:{_SUPPORT_WORDS})$"), "support"),
    (re.compile(rf"(?:{_WORK_WORDS})$"), "work"),
)
_ROLE_LABELS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:牵头|主办|主要责任|主责|第一责任)(?:责任)?(?:单位|部门|科室)?[:：]"), Role.LEAD),
    (re.compile(r"(?:配合|协办|协助|参与|参加|支持)(?:责任)?(?:单位|部门|科室)?[:：]"), Role.SUPPORT),
    (re.compile(r"(?:责任|承办|落实|实施|负责|执行)(?:责任)?(?:单位|部门|科室|主体)[:：]"), Role.RESPONSIBLE),
)
_ROLE_IN_BRACKETS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"[（(](?:牵头|主办|主责)(?:单位|部门)?[）)]"), Role.LEAD),
    (re.compile(r"[（(](?:配合|协办|协助|参与)(?:单位|部门)?[）)]"), Role.SUPPORT),
    (re.compile(r"[（(](?:责任|承办|落实)(?:单位|部门)?[）)]"), Role.RESPONSIBLE),
)
_ET_CETERA = re.compile(
    rf"^(?P<name>.*?[^高中初平同均])等(?P<tail>(?:\d+|[一二三四五六七八九十]+)?(?:家|个)?(?:各|有关|相关|其他|[{_LEVEL}](?:级|直|属|政府)?|级|直|职能|责任|成员|主管|行业|牵头|业务)*"
    r"(?:部门|单位|机构|企业|责任单位)?(?:[（(][^）)]*[）)])?)$"
)
_PHONE = re.compile(r"(?:联系)?(?:电话|手机)?[:：]?\s*(?:0\d{2,3}-?)?\d{7,11}")
_PERSON_LABEL = re.compile(r"(?:责任人|联系人|负责人|牵头领导|分管领导|责任领导)[:：]\s*[一-鿿·]{2,4}")


def _split(text: str) -> list[str]:
    """Cut at separators outside brackets."""
    parts, depth, current = [], 0, ""
    for character in text:
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        if character in _SEPARATORS and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    parts.append(current)
    return [part.strip() for part in parts if part.strip()]


_GLUE_LEFT = re.compile(
    r"(?:局|委|办|办公室|委员会|中心|大队|支队|公司|法院|检察院|管委会|管理处|馆|站|联合会|总工会|妇联|残联|街道|街道办|办事处|镇|乡|人民政府|政府办|院|）|\))$"
)
_GLUE_RIGHT = re.compile(
    rf"^(?:各(?:[乡镇街县区市直有相成职]|行业|部门|单位)|[{_LEVEL}](?!场|域|政|[{_LEVEL}]|委|分局|管委会|镇|乡|长|直|内))"
)


def _unglue(part: str) -> list[str]:
    """Names printed without a separator (区政府办区财政局) cut apart."""
    for cut in range(len(part) - 2, 2, -1):
        left, right = part[:cut], part[cut:]
        if (
            _GLUE_LEFT.search(left)
            and (_GLUE_RIGHT.match(right) or _level_class(right))
            and _depth(left) == 0
            and (_NAME.match(_bare(right)) or is_collective(right))
            and left[0] != "各"[:0]
        ):
            return [*_unglue(left), right]
    return [part]


def _level_class(text: str) -> bool:
    """县直各部门, 区直有关单位 … standing behind a name."""
    return bool(re.match(rf"^[{_LEVEL}](?:直|级)(?:各|有关|相关|部门|单位|机关)", text))


def _depth(text: str) -> int:
    return sum(c in _OPEN for c in text) - sum(c in _CLOSE for c in text)


def _bare(name: str) -> str:
    return re.sub(r"[（(][^（()）]*[）)]$", "", name)


def _split_and(part: str) -> list[str]:
    """Cut at 及/以及 where a whole name stands on either side."""
    for match in re.finditer(r"以及|及其他|及", part):
        left, right = part[: match.start()], part[match.end() :]
        if _depth(left) or len(left) < 2 or len(right) < 2:
            continue
        if _NAME.match(_bare(left)) and (
            _NAME.match(_bare(_strip_role(right)[0])) or is_collective(_strip_role(right)[0])
        ):
            return [left, *_split_and(right)]
    return [part]


def is_collective(name: str) -> bool:
    """True where the phrase names a class of bodies, not one body (各乡镇, 县直有关部门)."""
    bare = _bare(name)
    if re.search(r"(?:局|委|办|中心|公司|管委会)$", bare) and not bare.startswith("各"):
        return False
    return bool(_COLLECTIVE.match(bare)) or bool(
        re.fullmatch(r"(?:[乡镇场街]|街道|办事处|人民政府|街办)+", bare)
    )


def _strip_role(part: str) -> tuple[str, str | None]:
    """Take the role words off the end of a name."""
    for pattern, role in _ROLE_AT_END:
        match = pattern.search(part)
        if match and match.group():
            return part[: match.start()].strip(), role
    return part, None


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    mark: str | None
    role: Role | None = None


def _parts(text: str, doubts: list[str]) -> list[_Part]:
    """Names with the role words that stand at their end."""
    out: list[_Part] = []
    for raw in _split(text):
        stripped = re.sub(r"^(?:由|分别由|并由)(?=.{2})", "", raw)
        role = next((r for p, r in _ROLE_IN_BRACKETS if p.search(stripped)), None)
        for pattern, _ in _ROLE_IN_BRACKETS:
            stripped = pattern.sub("", stripped)
        name, mark = _strip_role(stripped)
        if not name:  # a role word standing alone closes the names before it
            out.append(_Part("", mark, role))
            continue
        names = [piece for joined in _split_and(name) for piece in _unglue(joined)]
        if len(names) > len(_split_and(name)):
            doubts.append(f"“{name}”看作{len(names)}个单位：{'、'.join(names)}")
        out += [_Part(piece, None, role) for piece in names[:-1]] + [_Part(names[-1], mark, role)]
    return out


def _with_roles(parts: list[_Part], default: Role, doubts: list[str]) -> list[tuple[str, Role]]:
    """Give each name the role of the word that closes its part of the sentence."""
    named: list[tuple[str, Role]] = []
    waiting: list[str] = []
    lead_seen = False
    for part in parts:
        if part.name:
            if part.role is not None:
                named += [(name, default) for name in waiting] + [(part.name, part.role)]
                waiting, lead_seen = [], lead_seen or part.role is Role.LEAD
                continue
            waiting.append(part.name)
        if part.mark is None:
            continue
        if part.mark == "lead":
            role, lead_seen = Role.LEAD, True
        elif part.mark == "support":
            role = Role.SUPPORT
        else:
            role = default
        named += [(name, role) for name in waiting]
        waiting = []
    if waiting and lead_seen and default is Role.RESPONSIBLE:
        doubts.append(f"“牵头”之后的{'、'.join(waiting)}没有写明角色，暂作责任单位，也可能是配合单位")
    return named + [(name, default) for name in waiting]


def _after_lead_means_support(text: str) -> bool:
    """`A牵头，B、C落实` gives support; `A牵头，B、C按职责分工负责` keeps B and C responsible."""
    return (
        bool(re.search(r"牵头.*?(?<!牵头)(?<!负责)落实[。；]?$", text))
        and "负责落实" not in text.split("牵头", 1)[1]
    )


def _reach_of_each(named: list[tuple[str, Role]]) -> list[NamedUnit]:
    """各 reaches over the plain class nouns that follow it, until a name with a prefix of its own."""
    out: list[NamedUnit] = []
    reaching = False
    for name, role in named:
        if name in _BARE_TAIL and out and out[-1].collective:
            out[-1] = replace(out[-1], name=f"{out[-1].name}、{name}")
            continue
        if name.startswith("各"):
            reaching = True
        elif not _PLAIN.fullmatch(name):
            reaching = False
        out.append(NamedUnit(name, role, reaching or is_collective(name)))
    return out


def _drop_et_cetera(named: Iterable[tuple[str, Role]]) -> tuple[list[tuple[str, Role]], bool, list[str]]:
    """Drop 等 and its class noun; the list is then open-ended."""
    out: list[tuple[str, Role]] = []
    open_ended = False
    doubts: list[str] = []
    for name, role in named:
        match = _ET_CETERA.match(name)
        if match and (match["tail"] == "" or re.search(r"部门|单位|机构|企业", match["tail"])):
            open_ended = True
            if re.search(r"各(?:部门|单位)", match["tail"]):
                doubts.append(f"“等{match['tail']}”看作未列全，也可能指全部{match['tail']}")
            names = _unglue(match["name"])
            out += [(piece, role) for piece in names]
        elif re.fullmatch(rf"等(?:有关|相关|[{_LEVEL}]直|[{_LEVEL}]级)*(?:部门|单位)?", name) or re.match(
            r"^会同(?:有关|相关)(?:部门|单位)$", name
        ):
            open_ended = True
        else:
            out.append((name, role))
    return out, open_ended, doubts


def _one_segment(text: str, default: Role) -> tuple[list[NamedUnit], bool, list[str]]:
    doubts: list[str] = []
    parts = _parts(text, doubts)
    if _after_lead_means_support(text):
        last = max(i for i, part in enumerate(parts) if part.mark)
        parts[last] = replace(parts[last], mark="support" if parts[last].mark == "work" else parts[last].mark)
    named, open_ended, more = _drop_et_cetera(_with_roles(parts, default, doubts))
    return _reach_of_each(named), open_ended, doubts + more


def _labelled(text: str, default: Role) -> list[tuple[str, Role]]:
    """`牵头单位：A；责任单位：B、C` cut at its labels."""
    marks = sorted(
        (match.start(), match.end(), role)
        for pattern, role in _ROLE_LABELS
        for match in pattern.finditer(text)
    )
    if not marks:
        return [(text, default)]
    segments = [(text[: marks[0][0]], default)]
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    segments += [(text[end:stop], role) for (_, end, role), stop in zip(marks, ends, strict=True)]
    return [(segment, role) for segment, role in segments if segment.strip(" ，。；、,;\n")]


def read_units(text: str, default: Role = Role.RESPONSIBLE) -> UnitReading:
    """Read a cell of units; `default` is the role its column gives to names without a role word."""
    doubts: list[str] = []
    clean = _PERSON_LABEL.sub("", text)
    clean = _PHONE.sub("", clean)
    if clean != text:
        doubts.append("单元格中有人名或电话，已与单位分开")
    units: list[NamedUnit] = []
    open_ended = False
    for segment, role in _labelled(clean, default):
        found, more, reasons = _one_segment(segment, role)
        units += [unit for unit in found if unit not in units]
        open_ended = open_ended or more
        doubts += reasons
    doubts += [
        f"“{unit.name}”不像单位名称，请核对"
        for unit in units
        if not unit.collective and not _NAME.match(_bare(unit.name))
    ]
    return UnitReading(tuple(units), open_ended, tuple(doubts))


def looks_like_units(text: str) -> bool:
    """Whether a text reads like a cell of units and nothing else."""
    reading = read_units(text)
    return bool(reading.units) and not any("不像单位名称" in doubt for doubt in reading.doubts)
