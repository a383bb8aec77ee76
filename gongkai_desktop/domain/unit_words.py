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
    "移动 联通 铁塔 邮政 烟草 供电 基地 组 小组 专班 指挥部 协会 学会 商会 总工会 工会 窗口 分局 分公司 分行 支行 人行 农商行 农发行 工行 农行 中行 建行 侨联 台联 社科联 小学 幼儿园 一中 二中 三中 四中 中石油 中石化 税务 海关 "
    "公积金 气象 消防 武装部 库 厂 企业 单位 部门 机构 联席会议 医保 医院 热线 股 厅 署 协调办 团委 机关 领导小组 联盟 联防 团队 总站 县委 区委 市委 省委 监委"
)
NAME = re.compile(rf".*{SUFFIX}$")

CLASS_NOUN = any_of(
    "部门 单位 机构 组织 企事业单位 企业 事业单位 团体 人民团体 乡镇 乡 镇 街道 镇街 镇乡 街镇 乡街 乡镇街道 镇街道 街道办事处 "
    "办事处 街办 镇办 乡办 乡镇场 场镇 社区 村居 村 管委会 园区 开发区 功能区 学校 医院 机关 委办局 办局 局委 委局 窗口 主体 责任人 牵头人 专班 "
    "工作组 小组 科室 股室 成员 领域 系统 行业 党委 政府 人民政府 党工委"
)
_CLASS_MARK = any_of(
    "各 有关 相关 其他 所有 涉及 所在 行权 职能 主管 行业 责任 成员 业务 执法 牵头 承办 参与 配合 监管 组成 工作 直属 所属 下属 属地 实施 试点"
)
COLLECTIVE = re.compile(
    rf"^各.*|^[一-鿿]{{0,6}}?各[处科股]|^(?:全[{LEVELS}])?\d+个{CLASS_NOUN}$"
    rf"|^(?:全|本)?[{LEVELS}]?(?:级|直|属|政府|委|内|辖)?.*?{_CLASS_MARK}.*?{CLASS_NOUN}$"
    rf"|^[{LEVELS}](?:级|直|属|政府|委|直属)*{CLASS_NOUN}$"
    rf"|[乡镇村]级(?:人民)?政府|[一-鿿]{{2,4}}(?<!中心)(?:乡镇|镇街|镇村)$"
    rf"|.*{any_of('部门 单位 行政机关 企业 国企')}$"
    rf"|{any_of('学校 中小学 幼儿园 医院 医疗机构 村民委员会 村委会 村（居）委会 社区居委会 居委会')}$"
)
BARE_TOWNSHIPS = re.compile(r"(?:[乡镇场街]|街道|办事处|人民政府|街办)+|(?:乡镇|镇乡|镇街|乡镇街道)政府")

# Plain class nouns that 各 reaches over: no proper name in them.
_ZONE = any_of("开发区 经开区 高新区 高新园区 园区 产业园 工业园 示范区 度假区 集聚区 集中区 功能区 新区")
_ZONE_KIND = any_of("经济 经济技术 高新技术 高新技术产业 产业 工业 农业 旅游 生态 现代 综合 省级 国家级")
PLAIN_CLASS = re.compile(
    rf"(?:(?:[乡镇场街道]|办事处|苏木|街办|人民政府|政府|党委)+|{_ZONE_KIND}*{_ZONE}|[农林渔牧茶]场|原种场|良种场"
    rf"|{any_of('风景名胜区 景区 名胜区 社区 村 村居 企业 学校 中小学 幼儿园 中心校 卫生院 医院 部门 单位 机构 人民团体 群团组织')}"
    rf"|[县市区旗州][（(〔][^）)〕]*[）)〕](?:人民)?(?:政府)?|(?:[县市区旗州盟]{{1,3}}|县级市)(?:人民政府|政府)?|管委会|管理委员会"
    rf"|(?:直属|企事业|事业|派出|驻\w?)(?:单位|机构))"
    r"(?:管委会|管理委员会|办事处|党工委)?(?:[（(][^）)]*[）)])?"
)

# Departments of a county by their stems: told from other words even without 县 before them (财政局).
_STEM = any_of(
    "发展和改革 发展改革 发改 教育 教育体育 教育和体育 教体 教科体 科技 科学技术 工信 工业和信息化 工业信息化 经信 经济和信息化 工科 "
    "公安 民政 司法 财政 人社 人力资源和社会保障 人力资源社会保障 自然资源 自然资源和规划 自然资源规划 国土资源 国土 规划 生态环境 环保 环境保护 "
    "住建 住房和城乡建设 住房城乡建设 城乡建设 交通 交通运输 水利 水务 农业农村 农业 农牧 农牧业 畜牧 渔业 水产 商务 文旅 文化 旅游 文化和旅游 "
    "文化旅游 文化广电和旅游 文化广电旅游 文旅体 文体旅 文化体育和旅游 文广旅 文广新 卫健 卫生健康 卫计 卫生 应急 应急管理 安监 审计 市场监管 "
    "市场监督管理 统计 医保 医疗保障 林业 林业和草原 林草 园林 信访 乡村振兴 扶贫 金融 大数据 大数据发展 数据 政务服务 政务服务和大数据 "
    "行政审批 行政审批服务 行政服务 审批服务 退役军人 退役军人事务 城管 城市管理 综合执法 综合行政执法 行政执法 机关事务 税务 气象 粮食 粮食和物资储备 "
    "国资 外事 侨务 民宗 民族宗教 民族 体育 广电 地震 烟草 邮政 投资促进 招商 海洋 能源 房管 房产 住房保障 公共资源交易 营商 营商环境 营商环境建设 "
    "信息化 网信 编办 消防救援 人防 史志 档案 机关党 接待 口岸 物流 科工"
)
KNOWN_BODY = re.compile(
    rf"{_STEM}(?:管理|监督管理|发展|服务|事务|促进|保障|建设)*(?:局|委员会|委|厅|办公室|办|中心)(?:[（(][^（()）]*[）)])?$"
)

# Where two names are glued: what the left one may end with, how the right one may begin.
STRONG_END = re.compile(
    any_of(
        "局 委 办 办公室 委员会 中心 大队 中队 支队 公司 集团 开发区 高新区 经开区 新区 园区 法院 检察院 管委会 管理处 馆 站 联合会 总工会 妇联 残联 街道 街道办 办事处 "
        "镇 乡 人民政府 政府办 院 ） \\) 科协 文联 工商联 红十字会 供销社 人武部 宣传部 组织部 统战部 武装部 社会工作部 科 股 处 校 支行 "
        "供销联社 群团 部门 单位"
    )
    + "$"
)
_CLASS_START = (
    r"(?:有关|相关|其他有关|其他相关|其他|各有关|各相关)(?:职能|责任|行政|行业|审批|执法|监管|监督|主管|业务)*"
    r"(?:部门|单位|科室|股室|机构|企业)"
)
_EACH_START = r"(?:[局委厅院][属机][关]?|机关|直属|全[县区市])?各(?:[乡镇街县区市村社直有相成职责科股处]|行业|部门|单位|二级|职能|级|公共)"
_LEVEL_START = rf"[{LEVELS}](?!场|域|区域|政(?!府|务|协|法)|[{LEVELS}](?!场监)|委(?!员会|[一-鿿]{{2}})|分局|管委会|镇|乡(?!村振兴)|长|直|内|级|办|容|辖|属)"
GLUE_RIGHT = re.compile(
    rf"^(?:{_EACH_START}|{_CLASS_START}|{_LEVEL_START}|团[{LEVELS}]委|[{LEVELS}](?:直|级|属)(?:各|有关|相关|部门|单位|机关|行政)|"
    rf"国网|中共|武警|人武部|中国(?:移动|联通|电信|铁塔|人民银行|邮政)|人民银行)"
)
# Parts of a body that follow its name, not bodies beside it (县公安局 + 交警大队).
PART_OF_BODY = re.compile(
    r"^(?:.*(?:分局|分公司|支行|大队|中队|支队|科|股|室|所|(?<!办事)处|站|窗口)|办公室|办事处|管委会|管理委员会|委员会|人民政府|党工委|"
    r"(?:委|党委)?(?:宣传部|组织部|统战部|政法委|编办|网信办|办|巡察办|督查室|社会工作部|老干部局)|信息公开办|督查室|.*联社)$"
)
WHOLE_OF_PARTS = re.compile(rf"(?:局|委|政府|公司|银行|院|[{LEVELS}]|镇|乡|街道|区|厅)$")
SECTION = re.compile(r"(?:科|股|室|中心|办公室|机关党委)$")
ORGAN_HEAD = re.compile(rf"^(?:(?!团)[一-鿿]{{0,4}}[{LEVELS}](?:委|政府|人民政府|级|直|属)|[{LEVELS}]|中共)$")
STANDS_ALONE = re.compile(
    any_of("管委会 人民政府 街道办事处 街道 镇 乡 公司 开发区 高新区 园区 高新园 产业园 工业园 银行") + "$"
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
            rf"(?:(?:积极|共同|协同|分别|做好|{_DUTY_SHARED})*{any_of('配合 协助 (?<!政)协办 参与 参加 支持')}"
            rf"(?:做好|落实|实施|工作|办理)*|(?:协同|共同)(?:落实|推进))$"
        ),
        "support",
    ),
    (re.compile(r"(?:负责|做好|加强)?(?:业务|监督|督促|统筹|跟踪)*(?:指导|督导|督促|监督)$"), "guide"),
    (
        re.compile(
            rf"(?:(?:{_DUTY_SHARED}|各自|分别|共同|分工|具体|组织|抓好|抓|做好)*{_WORK_VERB}+|{_DUTY_SHARED})$"
        ),
        "work",
    ),
)
_BODY = r"(?:责任)?(?:单位|部门|科室|主体|机构|处室|股室)"
_ASIDE = r"(?:[（(][^）)]*[）)])?"
ROLE_LABELS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"(?:总?牵头|主办|主要责任|主责|第一责任)(?:负责)?(?:{_BODY})?{_ASIDE}[:：]"), Role.LEAD),
    (re.compile(rf"(?:配合|协办|协助|协同|参与|参加|支持|协作)(?:{_BODY})?{_ASIDE}[:：]"), Role.SUPPORT),
    (
        re.compile(rf"(?:责任|承办|落实|实施|负责|执行|完成){_BODY}{_ASIDE}[:：]|(?:责任|承办|落实)[:：]"),
        Role.RESPONSIBLE,
    ),
)
ROLE_IN_BRACKETS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (
        re.compile(r"[（(](?:牵头|主办|主责|主|牵)(?:单位|部门)?[）)]"),
        Role.LEAD,
    ),
    (re.compile(r"[（(](?:配合|协办|协助|参与|协|配)(?:单位|部门)?[）)]"), Role.SUPPORT),
    (re.compile(r"[（(](?:责任|承办|落实)(?:单位|部门)?[）)]"), Role.RESPONSIBLE),
)

# 等 with the class noun behind it; words that merely contain 等 (高等学校) are no such end.
_TOWNSHIPS = any_of("乡镇 镇街 乡镇街道 镇 乡 街道 社区 村 学校")
ET_CETERA = re.compile(
    rf"^(?P<name>.*?[^高中初平同均])等(?P<tail>(?:\d+|[一二三四五六七八九十]+)?(?:家|个)?"
    rf"(?:各|有关|相关|其他|[{LEVELS}](?:级|直|属|政府)?|级|直|职能|责任|成员|主管|行业|牵头|业务)*"
    rf"(?:[一-鿿]{{0,8}}?(?:单位|组织|团体|院校)|{_TOWNSHIPS}|(?:[一-鿿]{{0,12}}?部门|机构|企业)(?:[和、及](?:部门|单位|机构|企业))?)?(?:[（(][^）)]*[）)])?)$"
)
OPEN_TAIL = re.compile(
    rf"等(?:有关|相关|[{LEVELS}]直|[{LEVELS}]级)*(?:部门|单位)?|会同(?:[{LEVELS}](?:级|直))?(?:各?有关|各?相关)(?:部门|单位)(?:和单位)?"
)
FIRST_LEADS = re.compile(
    r"[（(，,；;]?(?:(?:排|列)(?:名|在|序|于)?第?(?:一|首)(?:位|个|名)?|第一(?:个|家|位))(?:的)?(?:责任|承办)?(?:单位|部门)?"
    r"(?:的)?(?:即?为|是|系)?(?:牵头|主办)(?:单位|部门)?(?:[，,]下同)?[）)]?"
)
MARKED = re.compile(r"^[★☆▲△●◆*＊※]+|[★☆▲△●◆*＊※]+$")
DUTY_ASIDE = re.compile(rf"[（(](?:{_DUTY_SHARED}).{{0,6}}[）)]$")
TIME_ASIDE = re.compile(r"[（(〔][^（(〔）)〕]*(?:\d+月|\d+日|\d{4}年|年底|季度)[^（(〔）)〕]*[）)〕]$")
TOGETHER = re.compile(r"(?P<first>.{2,}?)会同(?P<other>.{2,})")
SOME_BODIES = re.compile(
    rf"(?:[{LEVELS}](?:级|直))?(?:各?有关|各?相关)(?:职能|责任)?(?:部门|单位)(?:和单位)?"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪"
    "范廖石韦贾夏付方邹熊白孟秦邱侯尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃钱戴严莫孔向汤"
)
PERSON = rf"[{SURNAMES}][一-鿿]{{1,2}}"
PHONE = re.compile(r"(?:联系)?(?:电话|手机)?[:：]?\s*(?:0\d{2,3}-?)?\d{7,11}")
_OFFICE_HELD = r"(?:同志|(?:常务|县委|区委|市委|政府|党组)*副?(?:县长|区长|市长|镇长|乡长|书记|主任|局长|部长|常委|主席))?"
_NAME_STOPS = r"(?=$|[\s，,；;、。）)/（(]|责任|牵头|配合|主办|协办|联系|完成|单位)"
PERSON_LABEL = re.compile(
    rf"{any_of('责任人 联系人 负责人 牵头领导 分管领导 责任领导 牵头县领导 包保领导 挂帅领导 联系领导')}[:：]\s*[一-鿿·]{{2,4}}?{_OFFICE_HELD}{_NAME_STOPS}"
    rf"(?:[、，,\s]\s*{PERSON}{_OFFICE_HELD}{_NAME_STOPS})*"
)
