"""Telling names of bodies apart: separators, gaps between lines, and names printed without any separator."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai_desktop.domain.doubt import Doubt
from gongkai_desktop.domain.unit_words import (
    BARE_TOWNSHIPS,
    COLLECTIVE,
    GLUE_RIGHT,
    KNOWN_BODY,
    NAME,
    ORGAN_HEAD,
    PART_OF_BODY,
    ROLE_AT_END,
    ROLE_IN_BRACKETS,
    SECTION,
    STANDS_ALONE,
    STRONG_END,
    WHOLE_OF_PARTS,
)
from gongkai_desktop.domain.words import any_of

SEPARATORS = "、，,；;。／/|｜"
SEPARATOR = re.compile(rf"[{SEPARATORS}]")
_LABEL_OR_SEPARATOR = re.compile(rf"[{SEPARATORS}:：]")
_NAME_END = re.compile(rf"[{SEPARATORS}]|及(?=[各县区市省])")
_COMMA = re.compile(r"[、，,；;]")
LINE_END = "\u200b"
"""Marks where a printed line of a cell ended, of which the margin may have been the cause."""
_ROLE_LIMIT = 24
"""No role phrase is longer (按照各自职责分工共同负责组织实施): only the end of a name is searched."""
OPEN, CLOSE = "（([【〔“", "）)]】〕”"
_MARK = re.compile(f"[{re.escape(SEPARATORS + OPEN + CLOSE)}]")
_EACH = re.compile(r"[县区市省旗州]?(?:直|级|属|政府|委)?各")
_ONE_BODY = re.compile(any_of("局 委 办 中心 公司 管委会") + "$")
_NUMBER = re.compile(
    r"[（(]\d{1,2}[)）]\s*(?=[一-鿿]{2})|(?:^|(?<=[\s、，,；;。]))(?:[（(]?\d{1,2}[)）.．、]|[①②③④⑤⑥⑦⑧⑨⑩])\s*(?=[一-鿿])"
)
_BRACKET = re.compile("[（(]")
_FIGURE = re.compile(r"[\d①②③④⑤⑥⑦⑧⑨⑩]")
LEAD_GLUED = re.compile(rf"((?:牵头(?:负责|落实|实施)?|(?<![一-鿿])牵头))(?={GLUE_RIGHT.pattern[1:]})")
_ROLE_BRACKET = re.compile(
    rf"((?:{'|'.join(pattern.pattern for pattern, _ in ROLE_IN_BRACKETS)}))(?=\s*[一-鿿]{{2}})"
)
_AND = re.compile(r"以及|及其他|及(?!其)|和|与|或者|或")
_SECTIONS = re.compile(
    r"^[一-鿿]*?(?:科|股|机关党委|办公室|信息中心)(?=(?:[一-鿿]{2,}(?:科|股|机关党委|办公室|中心)|办公室|机关党委|信息中心)$)"
)
_CLASS_HEADS = ("机关", "直属", "局属", "委属")
_TWO_OFFICES = re.compile(r"([一-鿿]{2,5}?[所站])(?![一-鿿]?(?:长|区))[一-鿿]{2,5}[所站]")
"""Offices of a township printed without a separator: 派出所财政所."""
_TOWN_AND = re.compile(r"[一-鿿]{2,5}?(?:街道|[镇乡])(?=[一-鿿]{2,8}[局委]$)")
"""A township before a department of the county: it has no such departments of its own."""
_EACH_AND_EACH = re.compile(r"^各(?!级|地|类)[^各]{1,8}(?=各(?:部门|单位|有关|相关|乡镇|镇|街道|科室|股室))")
_NOT_PLAIN = re.compile(f"[{re.escape(OPEN + CLOSE)}驻垂]")
"""What a separator that separates nothing stands in or before."""
_LEVEL_ALONE = {"中央", "中", "省", "市", "国家"}
_STATIONED = re.compile(r"(?:、(?:省|市|县|区)){1,3}(?:级|直|属)*(?:驻|垂)|、[市县区](?:驻|垂)")
"""中央、省、市驻县各单位 is one class: its commas stand between levels, not between names."""
_GOES_ON = ("和", "与", "及", "等", "牵头", "配合", "负责", "落实", "按职责", "分别", "共同")
_QUOTED = re.compile(r"^[“\"](.+)[”\"]$")


def bare(name: str) -> str:
    """A name without the bracket at its end."""
    return re.sub(r"[（(〔\[【][^（()）〔〕\[\]【】]*[）)〕\]】]$", "", name)


# The same few dozen names fill a whole table; what is told of them is kept.
_kept = lru_cache(maxsize=8192)


@_kept
def is_collective(name: str) -> bool:
    """True where the phrase names a class of bodies, not one body (各乡镇, 县直有关部门)."""
    plain = bare(name)
    if _ONE_BODY.search(plain) and not _EACH.match(plain):
        return False
    return bool(COLLECTIVE.match(plain)) or bool(BARE_TOWNSHIPS.fullmatch(plain))


@_kept
def is_name(text: str) -> bool:
    """Whether a text can be the name of a body or a class of bodies."""
    return len(text) >= 2 and (bool(NAME.match(bare(text))) or is_collective(text))


def strip_role(part: str) -> tuple[str, str | None]:
    """Take the role words off the end of a name: the name and "lead", "support", "work" or None."""
    for pattern, role in ROLE_AT_END:
        match = pattern.search(part, max(0, len(part) - _ROLE_LIMIT))
        if match and match.group():
            return part[: match.start()].strip(), role
    return part, None


def split_names(text: str, doubts: list[Doubt]) -> list[str]:
    """The parts of a cell between separators, after gaps and numbers have been made separators."""
    if _BRACKET.search(text):
        text = _ROLE_BRACKET.sub(r"\1、", text)
    numbered = _NUMBER.sub("、", text) if _FIGURE.search(text) else text
    if numbered != text and text.strip():
        doubts.append(Doubt("单位前有编号，可能分别对应各分项，请核对"))
    mended = _mend_gaps(numbered, doubts)
    if "牵头" in mended:
        mended = LEAD_GLUED.sub(r"\1，", mended)
    return [part for piece in _cut_at_separators(mended) if (part := piece.strip())]


def _cut_at_separators(text: str) -> list[str]:
    """The text cut at the separators that stand in no bracket and between no levels (县、乡驻…)."""
    if not _NOT_PLAIN.search(text):
        return SEPARATOR.split(text)
    parts, depth, start = [], 0, 0
    for mark in _MARK.finditer(text):
        character = mark.group()
        if character in OPEN:
            depth += 1
        elif character in CLOSE:
            depth -= depth > 0
        elif depth == 0:
            part = text[start : mark.start()]
            if _STATIONED.match(text, mark.start()) and _LEVEL_ALONE.issuperset(part.strip().split("、")):
                continue
            parts.append(part)
            start = mark.end()
    return [*parts, text[start:]]


def joined_names(above: str, below: str) -> str:
    """Two pieces of a cell of units that a page break cut: between two names, or inside one."""
    return _mend_gaps(f"{above}\n{below}", [])


def without_line_ends(text: str, doubts: list[Doubt]) -> str:
    """The text without its marks; a mark between two whole names leaves a doubt."""
    separated = bool(_COMMA.search(text))
    pieces = text.split(LINE_END)
    for index in range(1, len(pieces)):
        left = _LABEL_OR_SEPARATOR.split("".join("".join(pieces[:index]).split()))[-1]
        right = _next_name("".join(pieces[index:]).split() or [""])
        whole = strip_role(left)[1] is None and is_name(strip_role(right)[0])
        if (
            whole
            and not _LABEL_OR_SEPARATOR.search(right)
            and _gap_separates(left, right, separated) is not False
        ):
            doubts.append(
                Doubt(
                    f"“{left}”与“{right}”之间换了一行，可能是两个单位",
                    (f"{left}、{right}", f"“{left}{right}”"),
                    f"{left}{right}",
                )
            )
    return "".join(pieces)


def _mend_gaps(text: str, doubts: list[Doubt]) -> str:
    """A line break or gap between two whole names separates them; inside a name it is layout."""
    pieces = text.split()
    if len(pieces) == 1:
        return pieces[0]
    separated = bool(_COMMA.search(text))
    out = pieces[0] if pieces else ""
    for index, piece in enumerate(pieces[1:], 1):
        left, right = _NAME_END.split(out)[-1], _next_name(pieces[index:])
        verdict = _gap_separates(left, right, separated)
        if verdict is None:
            doubts.append(
                Doubt(
                    f"“{left}”与“{right}”之间是空格或换行，看作两个单位",
                    (f"{left}、{right}", f"“{left}{right}”"),
                    f"{left}{right}",
                )
            )
        out += piece if verdict is False else f"、{piece}"
    return out


def _next_name(pieces: list[str]) -> str:
    """The text behind a gap up to the next separator; a name that is broken again is put together."""
    together = ""
    for piece in pieces[:4]:
        head, *rest = _NAME_END.split(piece)
        together += head
        if rest or is_name(strip_role(together)[0]):
            return together
    return SEPARATOR.split(pieces[0])[0]


def _gap_separates(left: str, right: str, separated: bool) -> bool | None:
    """Whether a gap parts two names, None where both could be; `separated`: the cell has commas too."""
    if not left or not right or _depth(left) > 0:
        return False
    name, role = strip_role(left)
    first = strip_role(right)[0]
    torn = KNOWN_BODY.search(left + first)
    if right.startswith(_GOES_ON) or (torn and torn.start() < len(left)):
        return False
    if role is not None and is_name(name):
        return True
    if left in _CLASS_HEADS and first.startswith("各"):
        return False
    if not is_name(left) or not is_name(first):
        return False
    if ORGAN_HEAD.match(left) or (
        (left + first).startswith("各") and not first.startswith("各") and is_collective(left + first)
    ):
        return bool(GLUE_RIGHT.match(right)) and not _one_class(left, first)
    if GLUE_RIGHT.match(right) or KNOWN_BODY.fullmatch(first):
        return True
    if SECTION.search(left) and SECTION.search(first) and (left + first)[-1] in "科股心室":
        return True
    if PART_OF_BODY.match(first) and WHOLE_OF_PARTS.search(left):
        either = (first[-1] in "科股" and not left.endswith(("局", "厅"))) or left.endswith("党委")
        return None if either else False
    if not STRONG_END.search(left) or len(first) < 3:
        return False
    if STANDS_ALONE.search(bare(first)) and len(first) > 3:
        return True
    return None if separated else True


def _one_class(left: str, right: str) -> bool:
    """市政府 + 各部门: the left word only says whose class it is."""
    return bool(re.fullmatch(r"[县区市省旗州](?:级|直|属|政府|委|人民政府)", left)) and right.startswith(
        ("各", "有关", "相关", "其他", "直", "级")
    )


def split_and(part: str, doubts: list[Doubt]) -> list[str]:
    """Cut at 及 between two whole names; at 和 only before a name with a prefix of its own."""
    for match in _AND.finditer(part):
        left, right = part[: match.start()], part[match.end() :]
        if _depth(left) or not is_name(left) or not is_name(right):
            continue
        if match.group() in ("和", "与", "或者", "或"):
            whole = KNOWN_BODY.fullmatch(right) and (found := KNOWN_BODY.search(left)) and found.start() <= 1
            if match.group() in "和与" and not GLUE_RIGHT.match(right) and not whole:
                continue
            doubts.append(
                Doubt(f"“{part}”看作两个单位：{left}、{right}", (f"{left}、{right}", f"“{part}”"), part)
            )
        return [left, *split_and(right, doubts)]
    return [part]


def unglue(part: str, doubts: list[Doubt]) -> list[str]:
    """Names printed without a separator (县政府办县财政局) cut apart, with a doubt."""
    if quoted := _QUOTED.match(part):
        return [quoted.group(1)]
    pieces = _cut(part)
    if len(pieces) > 1:
        doubts.append(
            Doubt(
                f"“{part}”看作{len(pieces)}个单位：{'、'.join(pieces)}",
                ("、".join(pieces), f"“{part}”"),
                part,
            )
        )
    elif (hidden := _hidden_join(part)) is not None:
        doubts.append(Doubt(f"“{part}”可能是两个单位连在一起，请核对", (hidden,), part))
    return pieces


def _cut(part: str) -> list[str]:
    if is_collective(part) and re.match(r"^[县区市省]?(?:级|直|属|政府|委)?各", part):
        head = re.match(
            r"^各(?:乡镇|镇|街道|[乡镇]（街道）)(?=[县区市](?:直|级))", part
        ) or _EACH_AND_EACH.match(part)
        return [head.group(), *_cut(part[head.end() :])] if head else [part]
    for cut in range(len(part) - 2, 1, -1):
        left, right = part[:cut], part[cut:]
        if len(left) < 3 and not KNOWN_BODY.match(left):
            continue
        starts = GLUE_RIGHT.match(right) or (
            KNOWN_BODY.fullmatch(right)
            and (GLUE_RIGHT.match(left) or KNOWN_BODY.fullmatch(left))
            and not ORGAN_HEAD.match(left)
        )
        if starts and STRONG_END.search(left) and _depth(left) == 0 and is_name(right) and is_name(left):
            if _one_class(left, right):
                continue
            return [*_cut(left), right]
    return [part]


def _hidden_join(part: str) -> str | None:
    """Where one name seems to end inside another: 市生态环境局示例分局 is one, 县财政局西河乡 are two."""
    plain = bare(part)
    if not GLUE_RIGHT.match(plain) and (sections := _SECTIONS.match(plain)) and len(sections.group()) > 2:
        return f"{sections.group()}、{part[sections.end() :]}"
    for match in re.finditer(
        r"(?:局|委员会|办公室|公开办|政府办|委办|编办|网信办|服务中心|管委会|人民政府|办事处|中心)(?=[一-鿿])",
        plain,
    ):
        rest = plain[match.end() :]
        if len(rest) >= 3 and not PART_OF_BODY.match(rest) and STANDS_ALONE.search(rest):
            return f"{part[: match.end()]}、{part[match.end() :].lstrip('和与及')}"
    if (town := _TOWN_AND.match(plain)) and KNOWN_BODY.fullmatch(plain, town.end()):
        return f"{town.group()}、{part[town.end() :]}"
    if offices := _TWO_OFFICES.fullmatch(plain):
        return f"{offices[1]}、{part[offices.end(1) :]}"
    return None


def _depth(text: str) -> int:
    return sum(c in OPEN for c in text) - sum(c in CLOSE for c in text)
