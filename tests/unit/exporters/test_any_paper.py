"""Whatever a paper holds, it comes out, and all of its text with it."""

from collections import Counter
from datetime import date

import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper_parts import page_texts

from gongkai_desktop.domain.papers import Form
from gongkai_desktop.exporters.document import (
    Attachment,
    Block,
    Heading,
    Imprint,
    OfficialDocument,
    Signature,
    Table,
    TableCell,
    TableColumn,
    Text,
)
from gongkai_desktop.exporters.docx import paint_docx
from gongkai_desktop.exporters.pdf import paint_pdf

DAY = date(2026, 6, 24)
LETTERS = "政务公开县财局通知督办，。、；：（）《》“”？！—…〔〕·% 0123456789abcXYZ/.-玥𬭎\n"
words = st.text(LETTERS, max_size=200)
short = st.text("政务公开县局0123（）、", min_size=1, max_size=40)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(words, min_size=columns, max_size=columns), min_size=1, max_size=5))
    header = draw(st.integers(0, min(2, len(rows) - 1)))
    made = tuple(tuple(TableCell(text) for text in row) for row in rows)
    return Table(tuple(TableColumn(1 + n % 3) for n in range(columns)), made, header, size=10.5)


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Text, words), st.builds(Heading, st.integers(1, 4), short, words), tables()
)
papers = st.builds(
    OfficialDocument,
    title=short,
    blocks=st.lists(blocks, max_size=6).map(tuple),
    head=st.sampled_from(["", "示例县人民政府办公室"]),
    number=st.sampled_from(["", "督〔2026〕5号"]),
    signer=st.sampled_from(["", "王某"]),
    addressees=st.lists(short, max_size=3).map(tuple),
    signature=st.sampled_from([None, Signature("示例办", DAY)]),
    attachments=st.lists(
        st.builds(Attachment, short, st.lists(blocks, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    imprint=st.sampled_from([None, Imprint(("县委办",), "示例办", DAY)]),
    form=st.sampled_from(Form),
    both_sides=st.booleans(),
)
careful = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def said(paper: OfficialDocument) -> str:
    """The running text of a paper: what is in tables may be said again on the next page."""
    all_blocks = [*paper.blocks, *(block for annex in paper.attachments for block in annex.blocks)]
    parts = [
        block.text if isinstance(block, Text) else block.title + block.text
        for block in all_blocks
        if not isinstance(block, Table)
    ]
    cells = [c.text for b in all_blocks if isinstance(b, Table) for row in b.rows for c in row]
    return "".join("".join((*parts, *cells)).split())


@careful
@given(papers)
def test_that_every_character_of_a_paper_is_in_its_pdf(paper: OfficialDocument) -> None:
    painted = paint_pdf(paper, DAY)
    assert painted.missing == ()
    assert painted.pages == len(pypdfium2.PdfDocument(painted.data))
    # PDFium hands a hyphen at the end of a line back as U+FFFE.
    text = "".join(page_texts(painted.data)).replace("\ufffe", "-")
    wanted, found = Counter(said(paper)), Counter(text)
    assert not wanted - found


@careful
@given(papers)
def test_that_every_paper_can_be_written_as_a_word_file(paper: OfficialDocument) -> None:
    assert paint_docx(paper, DAY).startswith(b"PK")
