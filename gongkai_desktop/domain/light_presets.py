"""Ready-made sets of lights: places differ in colours and words, and no colour stands without a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light, LightRules, LightStyle

_RED, _AMBER, _GREEN, _BLUE, _GREY = "#c62828", "#b26a00", "#2e7d32", "#2e6da4", "#6b7280"


@dataclass(frozen=True, slots=True)
class LightPreset:
    """A set of lights with its rule."""

    name: str
    hint: str
    styles: Mapping[Light, LightStyle]
    rules: LightRules


PRESETS = (
    LightPreset(
        "蓝黄红",
        "正常蓝、临期黄、逾期红",
        DEFAULT_STYLES,
        LightRules(7),
    ),
    LightPreset(
        "红黄绿",
        "红黄绿牌：正常绿牌、临期黄牌、逾期红牌",
        {
            Light.LATE: LightStyle("红牌逾期", "●", _RED),
            Light.SOON: LightStyle("黄牌临期", "◐", _AMBER),
            Light.NORMAL: LightStyle("绿牌正常", "○", _GREEN),
            Light.DONE: LightStyle("已完成", "✓", _BLUE),
            Light.NONE: LightStyle("无时限", "－", _GREY),
        },
        LightRules(7),
    ),
    LightPreset(
        "三色单",
        "蓝黄红三单：正常蓝单、临期黄单、逾期红单",
        {
            Light.LATE: LightStyle("红单逾期", "■", _RED),
            Light.SOON: LightStyle("黄单临期", "◆", _AMBER),
            Light.NORMAL: LightStyle("蓝单正常", "□", _BLUE),
            Light.DONE: LightStyle("已完成", "✓", _GREEN),
            Light.NONE: LightStyle("无时限", "－", _GREY),
        },
        LightRules(5),
    ),
)
"""The first one is how a new ledger begins."""
