"""Searching deadline phrases by the words they need."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.deadline_forms import FORMS
from gongkai_desktop.domain.deadline_search import Search

_WORDS = sorted({word for form in FORMS for word in form.words})
_PIECES = st.sampled_from([*_WORDS, "6", "十二", "2026年", "个", "工作", "度", "，", "的", "自公开之"])
_SEARCH = Search(FORMS)


@given(st.lists(_PIECES, max_size=10).map("".join))
def test_that_no_form_is_ruled_out_whose_word_stands_in_the_text(text: str) -> None:
    candidates = _SEARCH.candidates(text)

    assert all(form in candidates for form in FORMS if any(word in text for word in form.words))


def test_that_the_leftmost_phrase_comes_first_and_each_only_once() -> None:
    text = "12月底前、6月底前完成，每季度报送"
    following = _SEARCH.following(text)
    found = []
    position = 0
    while (best := following(position)) is not None:
        found.append(best[0].group())
        position = best[0].end()

    assert found == ["12月底前", "6月底前", "每季度"]


def test_that_a_text_without_their_words_is_searched_for_no_form() -> None:
    assert _SEARCH.candidates("加强组织领导，做好政策解读") == ()
