import pytest

from gongkai_desktop.domain.page_range import parse_page_range


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 2, 3, 4, 5, 6)),
        ("2", (2,)),
        ("1-3,5", (1, 2, 3, 5)),
        ("1－3，5、6", (1, 2, 3, 5, 6)),
        ("5-", (5, 6)),
        ("-2", (1, 2)),
        ("3, 1-3", (3, 1, 2)),
    ],
)
def test_that_pages_are_read_as_clerks_write_them(text: str, pages: tuple[int, ...]) -> None:
    assert parse_page_range(text, 6) == pages


@pytest.mark.parametrize("text", ["0", "7", "3-1", "第三页", "-", "1--2"])
def test_that_pages_that_are_not_there_are_refused(text: str) -> None:
    assert parse_page_range(text, 6) is None
