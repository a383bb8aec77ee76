"""The measures of an official paper: GB/T 9704-2012 党政机关公文格式, and practice where it is silent.

Lengths in points unless the name says otherwise; 号 are the Chinese type sizes of GB/T 9704-2012 5.2.2.
"""

from __future__ import annotations

MM = 72 / 25.4

# 5.1 幅面与版面: A4, 天头 37 mm, 订口 28 mm, 版心 156 x 225 mm
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
TOP_MARGIN = 37 * MM
LEFT_MARGIN = 28 * MM
TYPE_WIDTH = 156 * MM
TYPE_HEIGHT = 225 * MM
RIGHT_MARGIN = PAGE_WIDTH - LEFT_MARGIN - TYPE_WIDTH
BOTTOM_MARGIN = PAGE_HEIGHT - TOP_MARGIN - TYPE_HEIGHT

# 5.2.2 字体和字号 (号 in points)
SIZE_2 = 22.0
SIZE_3 = 16.0
SIZE_4 = 14.0
SIZE_SMALL_4 = 12.0
SIZE_5 = 10.5

# 5.2.3 行数和字数: 22 lines of 28 characters that fill the type area from edge to edge (撑满版心)
LINES_PER_PAGE = 22
CHARACTERS_PER_LINE = 28
LINE = (TYPE_HEIGHT - SIZE_3) / (LINES_PER_PAGE - 1)
TRACKING = (TYPE_WIDTH - CHARACTERS_PER_LINE * SIZE_3) / (CHARACTERS_PER_LINE - 1)
"""28 characters of 16 pt are 2 mm wider than the type area, so the standard sets them a little closer."""
EXACT_LINE = 28.95
"""The same grid where the last line of a page needs its full pitch, as in a word processor: 225 mm / 22."""
TITLE_LINE = 33.0
"""Practice: two lines of 2号 need more than the grid line."""

# 7.2.4 发文机关标志: its top 35 mm below the top of the type area, red, 小标宋; the size is left to taste
HEAD_TOP = 35 * MM
HEAD_SIZE = 44.0
HEAD_NARROWEST = 0.6
"""Practice: a long name is set narrower rather than smaller, down to this."""
RED = (0.85, 0.0, 0.0)

# 7.2.5 发文字号: two lines below the head; 7.2.7 分隔线: 4 mm below it, red, as wide as the type area
NUMBER_BELOW_HEAD = 2 * LINE
RED_LINE_BELOW_NUMBER = 4 * MM
RED_LINE_WIDTH = 0.7 * MM

BULLETIN_HEAD_TRACKING = 0.4 * HEAD_SIZE
"""The few characters of 督查通报 are set apart."""
ISSUE_ABOVE_EDITOR = LINE
"""Practice of 简报, where the standard is silent: 期号 in place of the number, editor and day below."""

NUMBER_INDENT = SIZE_3 + TRACKING
"""7.2.6: with a 签发人, number and signer stand one character from the edges."""

# 10.1 信函格式: head 30 mm below the edge of the page, double rules of 170 mm 4 mm below it and 20 mm above
# the foot of the page; the number below the first one by 7/8 of the height of a character
LETTER_HEAD_TOP = 30 * MM
LETTER_RULE_WIDTH = 170 * MM
LETTER_RULE_BELOW_HEAD = 4 * MM
LETTER_FOOT_RULE = 20 * MM
LETTER_NUMBER_BELOW_RULE = 7 / 8 * SIZE_3
LETTER_RULES = (0.7 * MM, 0.6 * MM, 0.25 * MM)
"""Practice: the thick rule, the white between, the thin one."""

# 7.3.1 标题: two lines below the red line; 7.3.2 主送机关: one line below the title
TITLE_BELOW_RED_LINE = 2 * LINE
ADDRESSEE_BELOW_TITLE = LINE

# 7.3.3 正文: each paragraph begins two characters in; 7.3.4 附件说明: one line below the text
INDENT_CHARACTERS = 2
ATTACHMENTS_BELOW_TEXT = LINE

# 7.3.5.1 署名、成文日期和印章: the date ends four characters before the right edge, the name is centred on it
DATE_FROM_RIGHT_CHARACTERS = 4
ROOM_FOR_SEAL = 1.5 * LINE
"""A county seal is 42 mm across and stands on name and date: its top then is within a line of the text."""

# 7.4 版记: outer lines 0.35 mm, inner line 0.25 mm, text in 4号, one character in on both sides
IMPRINT_OUTER_LINE = 0.35 * MM
IMPRINT_INNER_LINE = 0.25 * MM
IMPRINT_LINE = 22.0
IMPRINT_INDENT = SIZE_4

# 7.5 页码: 4号, 7 mm below the type area, odd pages right and even pages left, one character in
PAGE_NUMBER_BELOW = 7 * MM
PAGE_NUMBER_INDENT = SIZE_4

# Tables inside a paper: the standard is silent; common practice of county offices
TABLE_LINE = 1.35
"""Line pitch as a multiple of the type size."""
TABLE_PADDING = 6.5
"""Wide enough that a reader of the PDF tells the columns apart when text is copied."""
TABLE_BORDER = 0.6
TABLE_GAP = 0.4 * LINE
TABLE_TITLE_SIZE = SIZE_SMALL_4
