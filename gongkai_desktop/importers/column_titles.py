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


_LEVEL = r"(?:[省市县区州镇乡](?:级|直)?)?"
_BODY = (
    rf"(?:责任)?{any_of('单位 部门 主体 机构 处室 科室 股室 镇街 乡镇 机关 业主 站所 村居')}"
    r"(?:[及和、与/](?:责任人|负责人|联系人|联系电话|人员?))?(?:[（(].*[）)])?"
)
_UNIT_KIND = any_of(
    "责任 承办 落实 实施 负责 执行 主体 公开 具体 办理 任务 整改 发布 信息 报送 填报 编制 起草 项目 建设 涉及 相关 适用 完成 "
    "行业 主管 监管 包抓 被考核 被督办 被督查 承接 领办 承担 其他"
)
_GUESSED_BODY = r"(?:单位|部门|主体|科室|处室|股室|机构|站所|主办方|责任方|承接方|队伍)"
_BOTH = r"责任[（(]牵头[）)]|(?:牵头|主办)(?:单位|部门)?[及和、](?:配合|责任|协办)"
_PERSON = any_of(
    "领导 河长 林长 路长 责任人 负责人 联系人 联络员 经办人 责任领导 责任人员 签收人 审核人 填报人 填表人 制表人 "
    "督办人 承办人 交办人 接收人 批示人 拟稿人"
)
_BEGUN_OR_DONE = any_of(
    "交办 下达 任务下达 发单 派单 发文 成文 签发 签收 登记 受理 批示 转办 制表 发现 收文 来文 立项 开始 启动 起始 检查 通报 督办 复查 核查 回访 填报 印发 会议 销号 实际 实际完成 实际办结"
)
"""Times that are no limits: when a task was given, begun or done."""
_PERSON_KIND = any_of("责任 牵头 分管 包案 包保 包抓 主管 联系 挂钩 督办 具体 主要 第一 直接")
_STATE = any_of("情况 状态 程度 进度 结果 成效 进展")
_STATE_OF = any_of("进展 完成 落实 办理 推进 整改 进度 督办 督查 销号 扣分 办结 验收")
_TIME = any_of("时限 时间 期限 节点 日期 时间表 时间进度 进度安排 时间节点 时间安排 周期 频次 频率 时序")
_TIME_KIND = any_of(
    "完成 办理 公开 办结 整改 工作 落实 计划 任务 要求 目标 推进 拟 预计 报送 实施 进度 阶段 更新 发布 起止 截止 规定 反馈 "
    "交办 考核 责任 最后 验收 答复"
)
_TEXT_KIND = any_of(
    "一级 二级 三级 四级 具体 主要 重点 工作 任务 年度 落实 公开 推进 目标 责任 改革 核心 细化 基本 总体 牵头 业务 "
    "整改 存在 存在的 反馈 突出 问题 考核 测评 评估 提升 有关 相关 量化 议定 会议议定 交办 督办 督查 决策 民生 实事 建设 阶段 "
    "办理 预期 保障 权力 职权 职责 所属 试点 考评 检查 自查 重大 实施 政策 报告 关键 防控 建议 提案 诉求 批示 信息 短板 风险 扣分 失分"
)
_TEXT = any_of(
    "任务 事项 内容 要求 举措 措施 目标 工作 类别 类型 分类 大类 小类 项目 领域 名称 要点 指标 分解 板块 方面 标题 步骤 做法 "
    "计划 清单 要素 栏目 环节 标准 主题 方向 安排 部署 条目 条款 问题 重点 类 大项 小项 子项 子任务 分项 专题 载体 抓手 事由 "
    "案由 要素 路径 职责 目录 实事 原文 差距 弱项 风险点 表现 意见建议 原因"
)
_TEXT_TAIL = any_of(
    "名称 分解 内容 要求 事项 类别 及要求 和要求 描述 概述 清单 目标 明细 措施 任务 指标 表现 标准 及分值 及标准 及说明 及目标 及内容 及措施"
)
PART_OF_YEAR = r"(?:第?[一二三四1-4]季度?|[上下]半年|年底|(?:1[0-2]|[1-9])月(?:份|底|末|[123]?\d日)?前?)"

_OTHER = (
    rf"{_PERSON_KIND}*(?:县|区|市)?级?{_PERSON}(?:[及和、]?(?:联系)?电话)?|(?:联系)?电话|联系方式",
    rf"(?:目前|工作)*{_STATE_OF}{_STATE}|(?:目前|工作)?进展|是否.{{2,5}}|下一?步(?:工作)?(?:打算|计划|措施|安排)?|下一步工作",
    rf"(?:考核|考评|评分|评估|评价|计分|扣分|检查|测评){any_of('标准 办法 方式 方法 细则 依据 说明 规则')}|考核评价",
    r"(?:各项|标准|自评|考核|项目|指标)?(?:分值|分数|得分|评分|分)|权重|满分|赋分|加减分|扣分",
    rf"公开{any_of('渠道 载体 方式 对象 平台 形式 范围 层级 属性 路径')}(?:和载体)?|(?:公开|政策|文件|法律|设定|任务)?依据",
    r"(?:信息|任务|资金)?来源|出处|(?:公开)?网址|(?:栏目)?链接(?:地址)?",
    r"姓名|性别|职务|职称|民族|手机(?:号码?)?|办公电话|传真|(?:电子)?邮箱|(?:建设|办公|工作)?(?:地点|地址)|值班.*",
    rf"{_BEGUN_OR_DONE}(?:时间|日期)|(?:完成|办结)(?:率|比例)|(?:任务|目前|当前|预警)?状态",
    r"(?:[国省市]家?级?)?对口(?:单位|部门|处室|科室)|(?:上级|省级|市级)(?:主管|业务)(?:单位|部门)|应用场景",
    r"备注|说明|载体|(?:服务|受益|面向|适用|公开)(?:对象|群体|范围)|年度|年份|起|始|起始|何时(?:启动|开始)|督办|督导|销号|(?:指标|类型)(?:解释|说明|值|单位)|(?:工作|预期)?成果(?:形式)?|验收标准|(?:佐证|证明|印证)(?:材料)?|材料清单",
    r"(?:牵头|责任|配合|承办)(?:单位|部门)(?:主要|分管)?(?:负责人|责任人|联系人|联系电话)|(?:提案|建议|领衔)(?:者|人|代表)",
    r"(?:反馈|报送|上报|填报)要求|(?:任务)?(?:下达|派发|转办)(?:单位|部门)|(?:督办|督查|交办|任务单|来文)(?:文|单)?字?号",
    r"销号(?:情况|时间)?|存在的?困难|困难问题|数量|金额|投资额|总投资|计量单位|基准值|优先级|(?:风险)?等级|层级",
    r"单位[（(](?:万|亿)?(?:元|个|人|项|亩|件|米|公里|平方米|吨)[）)]|(?:督办|考核|考评|交办|验收|监督|审核|负责考核)(?:单位|部门)|数据来源(?:单位|部门)?",
    r".{2,6}[（(]\d{1,2}月?[-—~～至]{1,2}\d{1,2}月[）)]",
    rf"(?:.+[（(])?{PART_OF_YEAR}(?:目标|计划|形象进度|进度|完成情况)*[）)]?",
)
# One row a kind of column; the first row that matches a whole title wins.
_TITLES: tuple[tuple[re.Pattern[str], ColumnTitle], ...] = tuple(
    (re.compile(pattern), title)
    for pattern, title in (
        (
            r"(?:项目|任务|事项|总|督办|督查|交办|台账)?(?:序号|编号)(?:[（(]编号[）)])?|序|号|(?:建议|提案|议案|项)号|顺序号|序列|项|项次|次序|条目号|排序|№|N[Oo]\.?",
            ColumnTitle(Holds.NUMBER),
        ),
        ("|".join(_OTHER), ColumnTitle(Holds.OTHER)),
        (
            rf"{_LEVEL}(?:牵头|主办|主责|总牵头|主要责任|第一责任)(?:[（(]责任[）)])?{_BODY}|牵头|主办|谁来?牵头",
            ColumnTitle(Holds.UNITS, Role.LEAD),
        ),
        (
            rf"{_LEVEL}(?:其他|责任|协同)?(?:配合|协办|协助|参与|参加|协同|支持|共同|协作|会办|联办|分办)(?:[/、或及](?:协办|会办|分办))?{_BODY}|配合|协办|参与|协同|会办|联办|参加|协作|支持|谁来?(?:配合|协助)",
            ColumnTitle(Holds.UNITS, Role.SUPPORT),
        ),
        (
            rf"(?:责任|牵头|承办)?(?:单位|部门|分工)[及和、与/]?{_TIME_KIND}*{_TIME}(?:要求|安排)?",
            ColumnTitle(Holds.UNITS, timed=True),
        ),
        (
            rf"{_LEVEL}(?:{_UNIT_KIND}|{_BOTH})*{_BODY}|(?:单位|部门)名称|(?:责任|任务|职责)?分工|(?:责任|牵头|主办)[/、](?:配合|协办)(?:单位|部门)?|[经承]办|由?谁来?(?:负责|办|干)",
            ColumnTitle(Holds.UNITS),
        ),
        (
            rf"{_TIME_KIND}*{_TIME}(?:要求|节点|安排|进度|计划)?(?:[（(].*[）)])?|(?:工作|序时|完成)?进度(?:安排|要求|计划)?|(?:何时|什么时候|啥时候?)(?:完成|办结|办好|干完)|办结|止|截止|月份|时段|季度",
            ColumnTitle(Holds.DEADLINE),
        ),
        (rf"{_TEXT_KIND}*{_TEXT}{_TEXT_TAIL}*(?:[（(].*[）)])?", ColumnTitle(Holds.TEXT)),
    )
)


_ANY_TITLE = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _TITLES))
"""Rules out the many cells that are no titles in one step."""
_OF_YEAR = re.compile(r"^(?:20\d\d|[本今])年度?(?=.{2})")
"""2026年目标任务 is a title like 目标任务."""
_BRACKET_AT_END = re.compile(r"[（(][^（）()]*[）)]$")
_LONGEST_TITLE = 20
_LONGEST_YEAR = len("2026年度")
_LONGEST_CELL = 100
"""With all the spaces that stretch a title over its column."""


def surely_no_title(text: str) -> bool:
    """Whether neither `read_title` nor `guess_title` can make anything of a text: figures, a long text."""
    if len(text) <= _LONGEST_TITLE + _LONGEST_YEAR:
        return text.isdecimal()
    # Spaces may stretch a title; the bracket behind it may hold a title of its own.
    return text.isprintable() and " " not in text and not text.endswith(("）", ")"))


def read_title(text: str) -> ColumnTitle | None:
    """What a header cell names, None where the words are unknown."""
    # Every cell of a table is asked for.
    return None if len(text) > _LONGEST_CELL or text.isdecimal() else _read_title(text)


@lru_cache(maxsize=8192)
def _read_title(text: str) -> ColumnTitle | None:
    title = _OF_YEAR.sub("", "".join(text.split()))
    if not title or len(title) > _LONGEST_TITLE:
        return None
    forms = [title]
    while (shorter := _BRACKET_AT_END.sub("", forms[-1])) != forms[-1]:
        forms.append(shorter)
    return next(
        (
            found
            for form in forms
            if _ANY_TITLE.fullmatch(form)
            for pattern, found in _TITLES
            if pattern.fullmatch(form)
        ),
        None,
    )


_GUESSES: tuple[tuple[re.Pattern[str], ColumnTitle], ...] = tuple(
    (re.compile(pattern), title)
    for pattern, title in (
        (r".*(?:编号|序号|代码|编码|[^称]号)", ColumnTitle(Holds.NUMBER)),
        (
            (
                rf".*{any_of('情况 人 人员 领导 电话 方式 备注 姓名 签字 来源 形式 方式 方法 成果 网址 地点 地址 意见 依据 结果 得分 打分 盖章 县长 区长 局长 书记 专员 状态 评价 原因 渠道')}"
                rf"|{_BEGUN_OR_DONE}.*{_TIME}|.*(?:监|督|考核|评估|验收|来源|对口|上级|审核|复核|审批|评价).*(?:单位|部门|科室|主体|机构)|.*(?:扣|得|加|计)分.*|.*(?:启动|开工|开始|受理|起始).*"
            ),
            ColumnTitle(Holds.OTHER),
        ),
        (
            rf".*(?:牵头|主办|主责|主抓|首要).*{_GUESSED_BODY}",
            ColumnTitle(Holds.UNITS, Role.LEAD),
        ),
        (
            rf".*(?:配合|协|参与|参加|支持|辅助|支撑|会商|联动).*{_GUESSED_BODY}",
            ColumnTitle(Holds.UNITS, Role.SUPPORT),
        ),
        (
            rf".*{_GUESSED_BODY}|(?:责任|承办|实施|落实|负责|属地){any_of('县 市 区 乡 镇 乡镇 街道 镇街 村 社区 县区')}.*",
            ColumnTitle(Holds.UNITS),
        ),
        (
            r".*(?:时间|时限|期限|限期|日期|节点|节奏|频率|频次|周期|日程|工期|进度|时序|时点|到期|截止)",
            ColumnTitle(Holds.DEADLINE),
        ),
        (
            r".*(?:内容|任务|事项|要求|措施|举措|目标|问题|表述|描述|概况|指标|项目|名称|清单|要点|做法|打算|思路|规模|重点|类别|领域|方面|栏目|说明|路径|行动|工程|标准|对策)",
            ColumnTitle(Holds.TEXT),
        ),
    )
)
"""What the last word of a title says where the whole of it is unknown; the cells have to bear it out."""
_NO_TITLE = re.compile(r"[、，,。；;：:\d]|^(?:各|有关|相关|全|本|不|无|按)|^[县区市镇乡](?![级直])")
_LONGEST_GUESS = 10


@lru_cache(maxsize=8192)
def guess_title(text: str) -> ColumnTitle | None:
    """What an unknown title may head, by its last word; a wide title's part (整改（牵头单位）) by its own."""
    title = _OF_YEAR.sub("", "".join(text.split()))
    if inner := _PART.fullmatch(title):
        title = inner[1]
    if not title or len(title) > _LONGEST_GUESS or _NO_TITLE.search(title):
        return None
    return next((found for pattern, found in _GUESSES if pattern.fullmatch(title)), None)


_PART = re.compile(r".+[（(]([^（）()]{2,})[）)]")


def is_column_title(text: str) -> bool:
    """Whether a text reads like the title of a column."""
    return read_title(text) is not None
