"""Who is bound by a task, and how, when several of its words mean the same unit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.services.plan_duties import Assignment, Naming, assign

NAMINGS = st.lists(
    st.builds(
        Naming,
        st.lists(st.integers(1, 5), max_size=4).map(tuple),
        st.sampled_from(Role),
        st.sampled_from([None, "各乡镇"]),
    ),
    max_size=6,
)


def test_that_a_named_unit_is_not_bound_through_its_group() -> None:
    found = assign([Naming((1, 2), Role.LEAD, "各乡镇"), Naming((2,), Role.SUPPORT, None)])
    assert found == (Assignment(1, Role.LEAD, "各乡镇"), Assignment(2, Role.SUPPORT, None))


def test_that_of_two_groups_the_stronger_role_wins() -> None:
    found = assign([Naming((1,), Role.SUPPORT, "各乡镇"), Naming((1,), Role.RESPONSIBLE, "各单位")])
    assert found == (Assignment(1, Role.RESPONSIBLE, "各单位"),)


@given(NAMINGS)
def test_that_every_unit_is_bound_exactly_once(namings: list[Naming]) -> None:
    found = [assignment.unit_id for assignment in assign(namings)]
    assert len(found) == len(set(found))
    assert set(found) == {unit_id for naming in namings for unit_id in naming.unit_ids}


@given(NAMINGS)
def test_that_the_order_of_words_does_not_change_role_or_naming(namings: list[Naming]) -> None:
    def bound(found: tuple[Assignment, ...]) -> dict[int, tuple[Role, bool]]:
        return {each.unit_id: (each.role, each.via is None) for each in found}

    assert bound(assign(namings)) == bound(assign(list(reversed(namings))))
