"""Which paper comes next for an item, step by step."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.escalation import (
    COUNTED,
    PAPER_OF,
    EscalationRules,
    NextStep,
    PastPaper,
    Step,
    next_step,
    reminder_step,
)

DUE = date(2022, 10, 31)
RULES = EscalationRules()


def papers(*kinds: str) -> list[PastPaper]:
    """Papers a week apart, the first two weeks after the date, each with five days to answer."""
    found = []
    for number, kind in enumerate(kinds):
        day = DUE + timedelta(days=14 + 7 * number)
        found.append(PastPaper(kind, f"督〔2022〕{number + 1}号", day, day + timedelta(days=5)))
    return found


def step_after(*kinds: str, rules: EscalationRules = RULES, days_late: int = 20) -> NextStep:
    today = DUE + timedelta(days=14 + 7 * len(kinds))
    return next_step(DUE, days_late, papers(*kinds), rules, today)


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ((), Step.URGE),
        (("工作提示函",), Step.URGE),
        (("督办通知",), Step.URGE_AGAIN),
        (("督办通知", "再次督办通知"), Step.CIRCULAR),
        (("督办通知", "再次督办通知", "督查通报"), Step.TALK),
        (("督办通知", "再次督办通知", "督查通报", "约谈通知"), Step.URGE_AGAIN),
        (("督查通报",), Step.URGE),
        (("督办通知", "督查通报"), Step.URGE_AGAIN),
        (("督办通知", "督查通报", "再次督办通知"), Step.CIRCULAR),
    ],
)
def test_that_each_step_follows_when_the_one_before_has_failed(kinds: tuple[str, ...], wanted: Step) -> None:
    assert step_after(*kinds).step is wanted


def test_that_the_row_is_counted_anew_after_a_talk() -> None:
    chain = ("督办通知", "再次督办通知", "督查通报", "约谈通知")
    assert step_after(*chain, "再次督办通知").step is Step.URGE_AGAIN
    assert step_after(*chain, "再次督办通知", "再次督办通知").step is Step.CIRCULAR


def test_that_nothing_follows_while_the_unit_still_has_time_to_answer() -> None:
    (paper,) = papers("督办通知")
    waiting = next_step(DUE, 20, [paper], RULES, paper.answer_by)
    assert (waiting.step, waiting.waits_until) == (Step.NONE, paper.answer_by)
    assert next_step(DUE, 20, [paper], RULES, paper.answer_by + timedelta(days=1)).step is Step.URGE_AGAIN


def test_that_papers_before_the_date_were_about_another_date() -> None:
    earlier = PastPaper("督办通知", "督〔2022〕1号", DUE - timedelta(days=1), DUE)
    assert next_step(DUE, 5, [earlier], RULES, DUE + timedelta(days=7)).step is Step.URGE


def test_that_an_item_hardly_late_is_not_urged_yet() -> None:
    patient = EscalationRules(late_days=3)
    assert step_after(rules=patient, days_late=2).step is Step.NONE
    assert step_after(rules=patient, days_late=3).step is Step.URGE


def test_that_the_office_decides_after_how_many_papers_it_goes_on() -> None:
    quick = EscalationRules(circular_after=1, talk_after=2)
    assert step_after("督办通知", rules=quick).step is Step.CIRCULAR
    assert step_after("督办通知", "督查通报", rules=quick).step is Step.TALK
    slow = EscalationRules(circular_after=2, talk_after=5)
    assert step_after("督办通知", "再次督办通知", "督查通报", rules=slow).step is Step.URGE_AGAIN


def test_that_what_falls_due_is_reminded_of_once() -> None:
    soon_since = date(2022, 10, 20)
    old = PastPaper("工作提示函", "提〔2022〕1号", date(2022, 9, 20), date(2022, 9, 27))
    new = PastPaper("工作提示函", "提〔2022〕2号", date(2022, 10, 21), date(2022, 10, 28))
    assert reminder_step([old], soon_since, RULES).step is Step.REMIND
    assert reminder_step([old, new], soon_since, RULES).step is Step.NONE
    assert reminder_step([], soon_since, EscalationRules(remind=False)).step is Step.NONE


@given(
    st.lists(st.sampled_from(list(PAPER_OF.values())), max_size=12),
    st.integers(1, 4),
    st.integers(1, 6),
)
def test_that_whoever_does_nothing_is_asked_to_a_talk_in_the_end(
    start: list[str], circular_after: int, talk_after: int
) -> None:
    rules = EscalationRules(circular_after=circular_after, talk_after=talk_after)
    chain = list(start)
    for _ in range(circular_after + talk_after + 3):
        step = step_after(*chain, rules=rules)
        assert step.step in PAPER_OF
        chain.append(PAPER_OF[step.step])
        if step.step is Step.TALK:
            assert step.reds >= talk_after
            break
    else:
        raise AssertionError(chain)


@given(st.lists(st.sampled_from(list(COUNTED)), max_size=8))
def test_that_reds_are_the_papers_in_vain(kinds: list[str]) -> None:
    assert step_after(*kinds).reds == len(kinds)
