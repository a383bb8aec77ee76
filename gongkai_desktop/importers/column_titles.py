"""Column titles of task tables: what a column holds, by the words that head it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.domain.words import any_of


class Holds(Enum):
    """What a column holds."""

    NUMBER = auto()
    TEXT = auto()
    """Headings and requirements: which is which follows from their order."""
    UNITS = auto()
    DEADLINE = auto()
    OTHER = auto()
    """Known, but not part of a task (备注, 责任人): kept as an extra field."""


@dataclass(frozen=True, slots=True)
class ColumnTitle:
    """A title read: what the column holds and, for units, the role it gives them."""

    holds: Holds
    role: Role = Role.RESPONSIBLE
    timed: bool = False
    """A column of units whose cells name the deadline, too (责任单位及完成时限)."""


_BODY = rf"(?:责任)?{any_of('单位 部门 主体 机构 处室 科室 股室 镇街')}(?:[及和、与/](?:责任人|负责人|联系人|联系电话|人员))?(?:[（(].*[）)])?"
_UNIT_KIND = any_of("责任 承办 落实 实施 负责 执行 主体 公开 具体 办理 任务")
_PERSON = any_of("领导 责任人 负责人 联系人 联络员 经办人 责任领导 责任人员")
_PERSON_KIND = any_of("责任 牵头 分管 包保 包抓 主管 联系 挂钩 督办 具体 主要")
_STATE = any_of("情况 状态 程度 进度")
_STATE_OF = any_of("进展 完成 落实 办理 推进 整改 进度")
_TIME = any_of("时限 时间 期限 节点 日期 时间表 时间进度 进度安排 时间节点 时间安排 周期 频次")
_TIME_KIND = any_of(
    "完成 办理 公开 办结 整改 工作 落实 计划 任务 要求 目标 推进 拟 预计 报送 实施 进度 阶段 更新 发布"
)
_TEXT_KIND = any_of(
    "一级 二级 三级 四级 具体 主要 重点 工作 任务 年度 落实 公开 推进 目标 责任 改革 核心 细化 基本 总体 牵头 业务 "
    "整改 存在 存在的 反馈 突出 问题 考核 测评 评估 提升 有关 相关 量化"
)
_TEXT = any_of(
    "任务 事项 内容 要求 举措 措施 目标 工作 类别 类型 分类 大类 项目 领域 名称 要点 指标 分解 板块 方面 标题 步骤 做法 "
    "计划 清单 要素 栏目 环节 标准 主题 方向 安排 部署 条目 问题 重点 类 大项 小项 子项 分项 专题 载体 抓手 事由 要素 路径"
)
_TEXT_TAIL = any_of("名称 分解 内容 要求 事项 类别 及要求 和要求 描述 概述 清单 目标 明细 措施 任务 指标")

_OTHER = (
    rf"{_PERSON_KIND}?(?:县|区|市)?级?{_PERSON}(?:及?电话)?|(?:联系)?电话|联系方式",
    rf"(?:目前|工作)*{_STATE_OF}{_STATE}|工作进展|是否完成|下一步(?:工作)?(?:打算|计划|措施)",
    rf"(?:考核|评分|评估|计分|扣分){any_of('标准 办法 方式 细则 依据')}|分值|权重|得分|评分",
    rf"公开{any_of('渠道 载体 方式 对象 平台 形式')}(?:和载体)?|(?:公开|政策)?依据|信息来源|链接",
    r"备注|说明|成果(?:形式)?|验收标准|佐证(?:材料)?|销号(?:情况)?",
)
# One row a kind of column; the first row that matches a whole title wins.
_TITLES: tuple[tuple[re.Pattern[str], ColumnTitle], ...] = tuple(
    (re.compile(pattern), title)
    for pattern, title in (
        (r"(?:项目|任务|事项)?(?:序号|编号)|序|号|№|N[Oo]\.?", ColumnTitle(Holds.NUMBER)),
        ("|".join(_OTHER), ColumnTitle(Holds.OTHER)),
        (
            rf"(?:牵头|主办|主责|总牵头|主要责任|第一责任){_BODY}|牵头|主办",
            ColumnTitle(Holds.UNITS, Role.LEAD),
        ),
        (
            rf"(?:配合|协办|协助|参与|参加|协同|支持|共同){_BODY}|配合|协办|参与",
            ColumnTitle(Holds.UNITS, Role.SUPPORT),
        ),
        (
            rf"(?:责任|牵头|承办)?(?:单位|部门|分工)[及和、与/]?{_TIME_KIND}*{_TIME}(?:要求|安排)?",
            ColumnTitle(Holds.UNITS, timed=True),
        ),
        (
            rf"(?:{_UNIT_KIND}|(?:牵头|主办)[及和、](?:配合|责任|协办))*{_BODY}|(?:单位|部门)名称|(?:责任|任务|职责)?分工",
            ColumnTitle(Holds.UNITS),
        ),
        (
            rf"{_TIME_KIND}*{_TIME}(?:要求|节点|安排|进度|计划)?(?:[（(].*[）)])?|(?:工作)?进度(?:安排|要求|计划)?|何时完成",
            ColumnTitle(Holds.DEADLINE),
        ),
        (rf"{_TEXT_KIND}*{_TEXT}{_TEXT_TAIL}*(?:[（(].*[）)])?", ColumnTitle(Holds.TEXT)),
    )
)


_LONGEST_TITLE = 20
_LONGEST_CELL = 100
"""With all the spaces that stretch a title over its column."""


# Every cell of a table is asked for, and most of them repeat.
@lru_cache(maxsize=8192)
def read_title(text: str) -> ColumnTitle | None:
    """What a header cell names, None where the words are unknown."""
    if len(text) > _LONGEST_CELL:
        return None
    title = "".join(text.split())
    if not title or len(title) > _LONGEST_TITLE:
        return None
    forms = (title, re.sub(r"[（(][^（）()]*[）)]$", "", title))
    return next((found for form in forms for pattern, found in _TITLES if pattern.fullmatch(form)), None)


def is_column_title(text: str) -> bool:
    """Whether a text reads like the title of a column."""
    return read_title(text) is not None
