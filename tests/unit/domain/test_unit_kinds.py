"""The kind a name suggests."""

from __future__ import annotations

import pytest

from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.unit_kinds import propose_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("甲镇人民政府", UnitKind.TOWNSHIP),
        ("甲街道办事处", UnitKind.SUBDISTRICT),
        ("甲工业园", UnitKind.ZONE),
        ("县委组织部", UnitKind.OTHER),
        ("县残疾人联合会", UnitKind.OTHER),
        ("市医疗保障局示例分局", UnitKind.VERTICAL),
        ("县税务局", UnitKind.VERTICAL),
        ("县规划服务中心", UnitKind.INSTITUTION),
        ("县粮食局", UnitKind.DEPARTMENT),
        ("县政府办公室", UnitKind.DEPARTMENT),
        ("甲先生", UnitKind.OTHER),
    ],
)
def test_that_a_name_suggests_its_kind(name: str, kind: UnitKind) -> None:
    assert propose_kind(name) == kind
