"""Lists that print the end of their names once: 县发改、财政、人社局 are three bodies, 发改、财政等部门 two.

An end that all of them share is certain; without any, each gets its usual one and the clerk is asked.
供水、供电等公共企事业单位 is one class.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gongkai_desktop.domain.doubt import Doubt
from gongkai_desktop.domain.words import any_of


def _stems(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENDS = {
    "局": _stems(
        "发改 发展改革 发展和改革 教育 教体 教育体育 教育和体育 科技 科学技术 工信 工业和信息化 "
        "工业信息化 公安 民政 司法 财政 人社 人力资源和社会保障 人力资源社会保障 自然资源 "
        "自然资源和规划 自规 规划 生态环境 环保 住建 住房和城乡建设 住房城乡建设 交通 交通运输 "
        "水利 水务 农业农村 农牧 商务 文旅 文化和旅游 文化旅游 文广旅 文化广电和旅游 卫健 "
        "卫生健康 退役军人 退役军人事务 应急 应急管理 审计 市场监管 市场监督管理 统计 医保 "
        "医疗保障 林业 林草 信访 乡村振兴 数据 大数据 政务服务 行政审批 行政审批服务 综合执法 "
        "综合行政执法 行政执法 城管 城市管理 税务 气象 烟草 国资 民宗 机关事务 体育 粮食 园林 "
        "招商 投资促进 金融"
    ),
    "委": _stems("发改 发展改革 卫健 卫生健康 国资 经信 住建 民宗 政法 农业农村"),
    "办": _stems("编 网信 人防 国动 扶贫 金融 外事"),
    "部": _stems("组织 宣传 统战 社会工作 武装"),
}
"""What names of bodies may end in, by their stems."""
_USUAL = {stem: end for end in ("部", "办", "委", "局") for stem in _ENDS[end]}
_STEM = any_of(" ".join(sorted(_USUAL)))
_PREFIX = r"(?P<prefix>[县区市旗州](?:委|直|政府)?)?"
_BARE = re.compile(rf"{_PREFIX}(?P<stem>{_STEM})")
_CLOSING = re.compile(
    rf"{_PREFIX}(?P<stem>{_STEM})(?:(?P<end>[局委办部])(?!门)(?P<rest>(?:等.*|[（(、和及与].*|[^一-鿿].*|"
    rf"(?:共同|分别|按|牵|配|负责|落实|协|参与|承办|实施).*)?)|(?P<open>(?:等|部门|等?(?:有关|相关|职能|责任)+部门).*))"
)
_DEPARTMENTS = re.compile(r"(?:有关|相关|职能|责任)*部门")
_SERVICE = any_of(
    "供水 供电 供气 供热 供暖 燃气 热力 电力 自来水 通信 通讯 电信 公交 公共交通 客运 环保 "
    "环境保护 教育 医疗 卫生 医疗卫生 殡葬 物业 银行 金融 邮政 水务 供排水 污水处理 垃圾处理 "
    "环卫 水电气 水电气暖 水电 网络 广电 有线电视 文化 体育 养老"
)
_LEVEL = "(?:[县区市旗州](?:级|直|属)?)?"
_SERVICES = re.compile(f"{_LEVEL}(?:{_SERVICE}|{_STEM})")
_PUBLIC = re.compile(
    rf"{_LEVEL}(?:{_SERVICE}|{_STEM})(?:等(?:领域|行业)?)?(?:的)?(?:公共|公用)?(?:服务)?(?:企事业单位|事业单位|企业)(?P<rest>.*)"
)


_ASIDE = re.compile("直|政府")
_SPOKEN = {"税务", "气象", "烟草", "金融"}
"""Stems that are said for the body itself."""


_CLASS = re.compile(f"(?:{_SERVICES.pattern}[、，])*{_PUBLIC.pattern}")


# The same few dozen names fill a whole table.
@lru_cache(maxsize=8192)
def is_stem(name: str) -> bool:
    """Whether a name lacks its end (县发改), so that by itself it names no body."""
    found = _BARE.fullmatch(name)
    return found is not None and found["stem"] not in _SPOKEN


def is_class_of_services(name: str) -> bool:
    """Whether a name is one class of bodies by what they serve: 供水、供电等公共企事业单位."""
    found = "企" in name and _CLASS.fullmatch(name)
    return bool(found)


@lru_cache(maxsize=8192)
def may_share_end(part: str) -> bool:
    """Whether a part of a list may lack its end, or may close such a list without one."""
    closing = _CLOSING.fullmatch(part)
    return bool(
        _BARE.fullmatch(part)
        or _SERVICES.fullmatch(part)
        or (closing and closing["open"])
        or _PUBLIC.fullmatch(part)
    )


def with_ends(parts: Sequence[str], doubts: list[Doubt]) -> Sequence[str]:
    """The parts of a list with the ends they share; a class of services in one part."""
    if not any(map(may_share_end, parts)):
        return parts
    out: list[str] = []
    run: list[str] = []
    for part in parts:
        closed = _closed(run, part, doubts)
        if closed is not None:
            out += closed
            run = []
        elif _SERVICES.fullmatch(part) or _BARE.fullmatch(part):
            run.append(part)
        else:
            out += [*run, part]
            run = []
    return out + run


def _closed(run: Sequence[str], part: str, doubts: list[Doubt]) -> list[str] | None:
    """The names of a run that this part ends, None where it ends none."""
    if all(map(_SERVICES.fullmatch, run)) and (public := _PUBLIC.fullmatch(part)):
        whole = "、".join((*run, part[: public.start("rest")]))
        return [whole + public["rest"]] if run or "等" in part else None
    last = _CLOSING.fullmatch(part)
    heads = [_BARE.fullmatch(name) for name in run]
    if last is None or not all(heads) or (last["end"] and not run):
        return None
    prefix = next((found["prefix"] for found in (*heads, last) if found and found["prefix"]), "")
    stems = [*(found["stem"] for found in heads if found), last["stem"]]
    ends = [_end_of(stem, last["end"]) for stem in stems]
    own = [_ASIDE.sub("", found["prefix"] or prefix) for found in (*heads, last) if found]
    names = [f"{level}{stem}{end}" for level, stem, end in zip(own, stems, ends, strict=True)]
    rest = last["rest"] if last["end"] else _DEPARTMENTS.sub("", last["open"], count=1)
    if last["open"] and last["open"].startswith("等"):
        rest = last["open"]
    if not last["end"] or any(end != last["end"] for end in ends):
        printed = "、".join((*run, part))
        shown = "、".join(names)
        doubts.append(Doubt(f"“{printed}”省写了单位名称，看作{shown}，请核对", (f"{shown}{rest}",), printed))
    return [*names[:-1], names[-1] + (rest or "")]


def _end_of(stem: str, shared: str | None) -> str:
    """The end that a stem shares with the last of the list, else its usual one."""
    return shared if shared and stem in _ENDS[shared] else _USUAL[stem]
