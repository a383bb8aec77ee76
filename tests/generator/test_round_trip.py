"""What recognition makes of made-up ledgers: given back, or flagged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compare import FIELDS, Figures
from generator.run import FORM_WRITERS, PROSE_WRITERS, measure
from generator.writers import WRITERS


@pytest.mark.parametrize("form", [*WRITERS, *PROSE_WRITERS, *FORM_WRITERS])
def test_that_no_made_up_ledger_comes_back_wrong_without_a_flag(form: str) -> None:
    @settings(derandomize=True, database=None, deadline=None, max_examples=40)
    @given(seed=st.integers(0, 2**32))
    def comes_back(seed: int) -> None:
        figures = Figures()
        measure(seed, figures, form)
        wrong = [text for text in figures.differences if "NEEDLESS" not in text and "FLAGGED" not in text]
        assert not wrong
        assert figures.lost == figures.invented == figures.years_wrong == 0

    comes_back()


def test_that_flags_where_nothing_is_doubtful_stay_rare() -> None:
    figures = Figures()
    for seed in range(60):
        measure(seed, figures)
    assert figures.total("needless") * 50 <= figures.tasks * len(FIELDS)
