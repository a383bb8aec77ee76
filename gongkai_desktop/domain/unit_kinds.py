"""What kind of body a name most likely stands for: a proposal for the clerk, never a decision."""

from __future__ import annotations

import re

from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.unit_names import normal_form

# First match wins; read on the normal form, so 镇人民政府 ends in 镇 and 街道办事处 in 街道.
_KIND_SIGNS: tuple[tuple[re.Pattern[str], UnitKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(?:镇|乡|苏木)$", UnitKind.TOWNSHIP),
        (r"街道$", UnitKind.SUBDISTRICT),
        (
            r"(?:开发区|经开区|高新区|园区|工业园|产业园|新区|度假区|名胜区|景区|集聚区|管委会)$",
            UnitKind.ZONE,
        ),
        (r"^委|纪委|监委|联$|总工会|红十字会|法院$|检察院$|人大|政协|人武部|武装部", UnitKind.OTHER),
        (r"税务|气象|烟草|海关|邮政管理|消防|调查队|监管支局|分局$|公积金", UnitKind.VERTICAL),
        (r"(?:中心|公司|集团|医院|学校|中学|小学|馆|院|台|银行|联社|供销社|站|所)$", UnitKind.INSTITUTION),
        (r"(?:局|政府办|委|办)$", UnitKind.DEPARTMENT),
    )
)


def propose_kind(name: str) -> UnitKind:
    """The likely kind of a body by its name; 其他 where the name does not tell."""
    core = normal_form(name)
    return next((kind for pattern, kind in _KIND_SIGNS if pattern.search(core)), UnitKind.OTHER)
