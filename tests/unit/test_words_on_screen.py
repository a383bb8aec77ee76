"""One word for one thing, and the words of an office: what no text of the program may say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from gongkai_desktop import paths

PACKAGE = Path(__file__).resolve().parents[2] / "gongkai_desktop"
CHINESE = re.compile("[\u4e00-\u9fff]")
INSTEAD = {
    # the words of computers
    "数据库": "台账",
    "异常": "没有办成，并说明原因",
    "线程|进程|句柄|内存|缓存": "（不说）",
    "回滚|主键|外键|哈希|序列化|元数据|初始化|编译": "（不说）",
    "空指针|null|None|NULL|undefined": "没有填写",
    "配置文件|参数": "设置",
    "点击|双击鼠标|登陆|撤消|帐号|帐户": "按、登录、撤销、账号",
    "报错|崩溃": "出错",
    "非法|无效": "不对，并说明怎样写",
    "技术人员|维护人员|管理员": "信息化人员",
    # other names for what has one
    "检查点|里程碑|时间点": "节点",
    "部门名录|机构名录|单位目录": "单位名录",
    "源文档|来源文档": "来源文件",
    "佐证材料|证据": "佐证",
    "截止时间|截止日期|完成期限": "时限",
    "责任部门|承办部门|责任主体": "责任单位",
    "期限": "时限",
    "承担单位": "责任单位",
    "最新进展": "最近进展",
    "前回复|等待回复": "反馈",
    "缘由": "原因",
    "反馈单|回复表": "反馈表",
    "督办单|催办单|督办函": "督办通知",
    "完成百分比": "完成比例",
    "时限模板|年度轮": "法定时限规则、年度事项",
    "你(?!单位|办|局)": "您",
}
FOREIGN = ("importers", "domain", "exporters", "cli")
"""What they know of other people's words, or say in SQL, is no text of ours: the screens, services and store
are read."""


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """The Chinese texts of one module, but not its explanations."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in said:
            text = node.value
            if isinstance(text, str) and CHINESE.search(text):
                yield node.lineno, text


def test_that_one_word_stands_for_one_thing_and_none_is_of_computers() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} “{found[0]}”→{better}：{text[:60]}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in FOREIGN and "migrations" not in path.parts
        for line, text in _texts(path)
        for word, better in INSTEAD.items()
        if (found := re.search(word, text))
    ]
    assert not wrong, "\n".join(wrong)


def test_that_the_handbook_uses_the_same_words() -> None:
    wrong = [
        f"{path.name} “{found[0]}”→{better}"
        for path in sorted(paths.handbook().glob("*.md"))
        for word, better in INSTEAD.items()
        if path.name != "it.md" and (found := re.search(word, path.read_text("utf-8")))
    ]
    assert not wrong, "\n".join(wrong)
