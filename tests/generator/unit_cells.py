"""Printing units into one cell with role words, or into one cell a role."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from generator.values import MadeUnits, Name

_OPEN_TAILS = ("等", "等有关部门", "等相关单位", "等部门", "等单位", "等部门和单位")
_WORK_TAILS = ("", "", "", "", "负责", "按职责分工负责", "负责落实", "分别负责", "等部门按职责分工负责")


def joined(rng: Random, names: Sequence[Name]) -> str:
    """Names with one separator between them."""
    separator = rng.choice(["、"] * 8 + ["，", "；", "\n", " ", "、\n", ",", "，\n"])
    texts = [name.text for name in names]
    if len(texts) > 1 and rng.random() < 0.08 and not any(c in texts[-1] for c in "及和与"):
        return separator.join(texts[:-1]) + "及" + texts[-1]
    return separator.join(texts)


_PERSONS = ("张三", "李四", "王小五", "赵六", "陈建国", "刘洋")
_PHONES = ("0300-1234567", "1234567", "13800000000")


def _with_persons(rng: Random, names: Sequence[Name]) -> str:
    """Each body with a person, a telephone or both behind it: the names stay apart from the bodies."""
    style = rng.choice(
        ["（{p}）", "（{p} {t}）", "（{t}）", " {p}", " {p} {t}", "（联系人：{p}）", "（{p}，{t}）"]
    )
    behind = [style.format(p=rng.choice(_PERSONS), t=rng.choice(_PHONES)) for _ in names]
    return "、".join(name.text + text for name, text in zip(names, behind, strict=True))


def one_cell(rng: Random, units: MadeUnits) -> tuple[str, bool, bool]:
    """The cell's text, whether its list came out open-ended, and whether a flag is fair."""
    if units.lead:
        return *_with_roles(rng, units), False
    names = units.responsible
    if units.open_ended:
        return joined(rng, names) + rng.choice(_OPEN_TAILS), True, False
    if len(names) > 1 and rng.random() < 0.04 and not any(n.collective for n in names):
        return "".join(name.text for name in names), False, True
    if rng.random() < 0.06 and not any(name.collective or name.text[-1] in "）)" for name in names):
        return _with_persons(rng, names), False, True
    text = joined(rng, names) + rng.choice(["", "", "", "。"])
    if rng.random() < 0.25 and not text.endswith("。"):
        tail = rng.choice(_WORK_TAILS)
        if not (names[-1].collective and tail.startswith("等")):
            return text + tail, tail.startswith("等"), False
    return text, False, False


def _with_roles(rng: Random, units: MadeUnits) -> tuple[str, bool]:
    lead = joined(rng, units.lead)
    if units.support:
        others = joined(rng, units.support)
        forms = [
            f"{lead}牵头，{others}配合",
            f"{lead}牵头,{others}配合",
            f"{lead}牵头，{others}配合。",
            f"{lead}牵头；{others}配合",
            f"{lead}牵头\n{others}配合",
            f"牵头单位：{lead}；配合单位：{others}",
            f"牵头单位：{lead}\n配合单位：{others}",
            f"牵头：{lead} 配合：{others}",
            f"主办单位：{lead}；协办单位：{others}",
            f"由{lead}牵头，{others}配合",
            f"{lead}牵头，{others}协助落实",
            f"{lead}牵头负责，{others}按职责配合",
            f"{lead}（牵头），{'、'.join(n.text + '（配合）' for n in units.support)}",
            f"{lead}牵头，{others}参与",
        ]
        if len(units.lead) > 1:
            forms = [form for form in forms if "（牵头）" not in form]
        return rng.choice(forms), False
    if units.responsible:
        others = joined(rng, units.responsible)
        forms = [
            f"{lead}牵头，{others}按职责分工负责",
            f"牵头单位：{lead}；责任单位：{others}",
            f"牵头单位：{lead}\n责任单位：{others}",
            f"牵头部门：{lead}，责任部门：{others}",
            f"{lead}牵头，{others}负责",
            f"{lead}牵头，{others}分工负责",
            f"{lead}牵头，{others}按照职责分工负责",
        ]
        if len(units.lead) == 1:
            forms += [f"{lead}（牵头）、{others}", f"{lead}(牵头)，{others}", f"{lead}（牵头单位）、{others}"]
        return rng.choice(forms), False
    return rng.choice(
        [f"{lead}牵头", f"{lead}牵头负责", f"{lead}牵头落实", f"牵头单位：{lead}", f"{lead}牵头。"]
    ), False
