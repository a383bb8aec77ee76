"""Web pages saved as one file: one page, a workbook's frames, wrappings and cut-off files."""

from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText

import pytest

from gongkai_desktop.domain.grid import Grid
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

PAGE = (
    "<html><body><p>示例县2026年任务表</p><table><tr><td>任务<td>责任单位</tr><tr><td>公开{}<td>县司法局</tr></table>"
    "</body></html>"
)


def message(*pages: str, charset: str = "utf-8") -> MIMEMultipart:
    whole = MIMEMultipart("related", type="text/html")
    whole["From"] = "<Saved by a browser>"
    whole["Subject"] = "=?utf-8?B?5Lu75Yqh6KGo?="
    for text in pages:
        whole.attach(MIMEText(text, "html", charset))
    picture = MIMENonMultipart("image", "png")
    picture.set_payload("AAAA")
    whole.attach(picture)
    return whole


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_that_a_saved_page_is_read_in_its_encoding(charset: str) -> None:
    data = message(PAGE.format("甲"), charset=charset).as_bytes()
    document = recognise(read_document("任务表.mht", data))
    assert document.year == 2026
    assert [task.requirement for task in document.tasks] == ["公开甲"]


def test_that_quoted_printable_lines_with_windows_ends_are_read() -> None:
    html = PAGE.format("甲").encode("gb18030")
    body = "".join(f"={byte:02X}" for byte in html)
    soft = "=\r\n".join(body[i : i + 72] for i in range(0, len(body), 72))
    data = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        f"{soft}\r\n--b--\r\n"
    )
    assert recognise(read_document("任务表", data.encode())).tasks[0].units_text == "县司法局"


def test_that_every_sheet_of_a_workbook_saved_as_a_page_is_read_in_order() -> None:
    frames = "<html><frameset><frame src=sheet001.htm></frameset></html>"
    document = read_document("任务表.mht", message(frames, PAGE.format("甲"), PAGE.format("乙")).as_bytes())
    assert [block.place for block in document.blocks if isinstance(block, Grid)] == ["表1", "表2"]
    assert [task.requirement for task in recognise(document).tasks] == ["公开甲", "公开乙"]


@pytest.mark.parametrize("part", [0.5, 0.9, 0.97])
def test_that_a_page_not_saved_to_its_end_is_refused(part: float) -> None:
    data = message(PAGE.format("甲")).as_bytes()
    with pytest.raises(FileUnreadable, match=r"不完整|没有网页正文"):
        read_document("任务表.mht", data[: int(len(data) * part)])


def test_that_a_message_without_a_page_or_of_endless_parts_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="没有网页正文"):
        read_document("邮件.mht", MIMEText("你好", "plain", "utf-8").as_bytes())
    nested = message(PAGE.format("甲"))
    for _ in range(30):
        outer = MIMEMultipart("mixed")
        outer.attach(nested)
        nested = outer
    with pytest.raises(FileUnreadable, match="嵌套"):
        read_document("邮件.mht", nested.as_bytes())
