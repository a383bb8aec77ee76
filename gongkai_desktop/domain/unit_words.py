"""The words that unit cells are made of, as tables: suffixes, class nouns, role words."""

from __future__ import annotations

import re

from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.domain.words import any_of

LEVELS = "县区市省旗州"
"""Characters that begin the name of a county-level body (县财政局) and its neighbours."""


# What a body's name ends with: tells where one of two glued names stops, and doubts what is no name.
SUFFIX = any_of(
    "局 委 办 办公室 委员会 中心 大队 中队 支队 总队 队 公司 集团 银行 法院 检察院 院 管委会 管理处 处 科 室 部 馆 站 所 会 "
    "联合会 妇联 残联 工商联 文联 科协 红十字会 政协 人大 政府 党委 街道 街道办 办事处 镇 乡 苏木 场 园 园区 开发区 经开区 "
    "高新区 新区 示范区 度假区 景区 名胜区 功能区 管理区 商务区 社区 村 校 学院 大学 中学 台 社 报社 传媒 供销社 联社 电信 "
    "移动 联通 铁塔 邮政 烟草 供电 基地 组 小组 专班 指挥部 协会 学会 商会 总工会 工会 窗口 分局 分公司 支行 人行 税务 海关 "
    "公积金 气象 消防 武装部 库 厂 企业 单位 部门 机构 联席会议 医保 医院 热线"
)
NAME = re.compile(rf".*{SUFFIX}$")

CLASS_NOUN = any_of(
    "部门 单位 机构 组织 企事业单位 企业 事业单位 团体 人民团体 乡镇 乡 镇 街道 镇街 镇乡 街镇 乡街 乡镇街道 镇街道 街道办事处 "
    "办事处 街办 镇办 乡办 乡镇场 场镇 社区 村居 村 管委会 园区 开发区 功能区 学校 医院 机关 窗口 主体 责任人 牵头人 专班 "
    "工作组 小组 科室 股室 成员 领域 系统 行业 党委 政府 人民政府 党工委"
)
_CLASS_MARK = any_of(
    "各 有关 相关 其他 所有 涉及 所在 行权 职能 主管 行业 责任 成员 业务 执法 牵头 承办 参与 配合 监管 组成 工作 直属 所属 下属"
)
COLLECTIVE = re.compile(
    rf"^各.*"
    rf"|^(?:全|本)?[{LEVELS}]?(?:级|直|属|政府|委|内|辖)?.*?{_CLASS_MARK}.*?{CLASS_NOUN}$"
    rf"|^[{LEVELS}](?:级|直|属|政府|委|直属)*{CLASS_NOUN}$"
    rf"|.*{any_of('部门 企事业单位 成员单位 责任单位 承办单位 主管单位')}$"
)
BARE_TOWNSHIPS = re.compile(r"(?:[乡镇场街]|街道|办事处|人民政府|街办)+")

# Plain class nouns that 各 reaches over: no proper name in them.
_ZONE = any_of("开发区 经开区 高新区 高新园区 园区 产业园 工业园 示范区 度假区 集聚区 集中区 功能区 新区")
_ZONE_KIND = any_of("经济 经济技术 高新技术 高新技术产业 产业 工业 农业 旅游 生态 现代 综合 省级 国家级")
PLAIN_CLASS = re.compile(
    rf"(?:(?:[乡镇场街道]|办事处|苏木|街办|人民政府|政府|党委)+|{_ZONE_KIND}*{_ZONE}|[农林渔牧茶]场|原种场|良种场"
    rf"|{any_of('风景名胜区 景区 名胜区 社区 村 村居 企业 学校 医院 部门 单位 机构 人民团体 群团组织')}"
    rf"|(?:直属|企事业|事业|派出|驻\w?)(?:单位|机构))"
    r"(?:管委会|管理委员会|办事处|党工委)?(?:[（(][^）)]*[）)])?"
)

# Where two names are glued: what the left one may end with, how the right one may begin.
GLUE_LEFT = re.compile(
    any_of(
        "局 委 办 办公室 委员会 中心 大队 支队 公司 法院 检察院 管委会 管理处 馆 站 联合会 总工会 妇联 残联 街道 街道办 办事处 "
        "镇 乡 人民政府 政府办 院 ） \\)"
    )
    + "$"
)
GLUE_RIGHT = re.compile(
    rf"^(?:各(?:[乡镇街县区市直有相成职]|行业|部门|单位)"
    rf"|[{LEVELS}](?!场|域|政|[{LEVELS}]|委|分局|管委会|镇|乡|长|直|内|级)"
    rf"|[{LEVELS}](?:直|级)(?:各|有关|相关|部门|单位|机关))"
)

# Words at the end of a name that give it a role.
_DUTY_SHARED = (
    r"按(?:照)?(?:各自)?(?:职责|职能|任务|工作)?(?:职责)?分工|按(?:照)?(?:各自)?职责|依职责|根据职责(?:分工)?"
)
_WORK_VERB = any_of("负责 落实 实施 推进 承办 办理 执行 完成 组织实施")
_LEAD_TAIL = any_of("负责 抓总 组织 实施 落实 推进 办理 协调 汇总 承办 主办")
ROLE_AT_END: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"(?:(?:{_DUTY_SHARED})?(?:共同|分别|联合|负责)*(?:总)?牵头{_LEAD_TAIL}*|主办|主责|抓总)$"
        ),
        "lead",
    ),
    (
        re.compile(
            rf"(?:(?:积极|共同|协同|分别|做好|{_DUTY_SHARED})*{any_of('配合 协助 协办 参与 参加 支持')}"
            rf"(?:做好|落实|实施|工作|办理)*|(?:协同|共同)(?:落实|推进))$"
        ),
        "support",
    ),
    (
        re.compile(
            rf"(?:(?:{_DUTY_SHARED}|各自|分别|共同|分工|具体|组织|抓好|做好)*{_WORK_VERB}+|{_DUTY_SHARED})$"
        ),
        "work",
    ),
)
_BODY = r"(?:责任)?(?:单位|部门|科室|主体)"
ROLE_LABELS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"(?:牵头|主办|主要责任|主责|第一责任)(?:{_BODY})?[:：]"), Role.LEAD),
    (re.compile(rf"(?:配合|协办|协助|参与|参加|支持)(?:{_BODY})?[:：]"), Role.SUPPORT),
    (re.compile(rf"(?:责任|承办|落实|实施|负责|执行){_BODY}[:：]"), Role.RESPONSIBLE),
)
ROLE_IN_BRACKETS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"[（(](?:牵头|主办|主责)(?:单位|部门)?[）)]"), Role.LEAD),
    (re.compile(r"[（(](?:配合|协办|协助|参与)(?:单位|部门)?[）)]"), Role.SUPPORT),
    (re.compile(r"[（(](?:责任|承办|落实)(?:单位|部门)?[）)]"), Role.RESPONSIBLE),
)

# 等 with the class noun behind it; words that merely contain 等 (高等学校) are no such end.
ET_CETERA = re.compile(
    rf"^(?P<name>.*?[^高中初平同均])等(?P<tail>(?:\d+|[一二三四五六七八九十]+)?(?:家|个)?"
    rf"(?:各|有关|相关|其他|[{LEVELS}](?:级|直|属|政府)?|级|直|职能|责任|成员|主管|行业|牵头|业务)*"
    rf"(?:部门|单位|机构|企业|责任单位)?(?:[（(][^）)]*[）)])?)$"
)
OPEN_TAIL = re.compile(
    rf"等(?:有关|相关|[{LEVELS}]直|[{LEVELS}]级)*(?:部门|单位)?|会同(?:有关|相关)(?:部门|单位)"
)
PHONE = re.compile(r"(?:联系)?(?:电话|手机)?[:：]?\s*(?:0\d{2,3}-?)?\d{7,11}")
PERSON_LABEL = re.compile(
    rf"{any_of('责任人 联系人 负责人 牵头领导 分管领导 责任领导')}[:：]\s*[一-鿿·]{{2,4}}"
)
