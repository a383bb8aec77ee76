"""Texts of papers as templates with Chinese fields, filled in a sandbox; mistakes are told in Chinese.

{{单位}}                      the value of a field
{% 如果 督办过 %} … {% 否则 %} … {% 结束 %}
{% 逐项 事项 %} … {{项.任务}} … {% 结束 %}       once for each line of a list
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gongkai_desktop.domain.paper_fields import FIELDS, LISTS, Context
from gongkai_desktop.exporters.paper_markup import GUARD, LINE_END, Fault, source_faults

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

LONGEST = 20_000
"""So many characters may a template have."""
LINE_NAME = "项"

_TAG = re.compile(r"\{%[-+]?\s*(\S+)(.*?)[-+]?%\}")
_WORDS = {"且": "and", "或": "or", "非": "not"}
_OPENING = {"如果": "if", "逐项": "for"}


class WrongTemplate(Exception):
    """A template that cannot be filled."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def fill(source: str, values: Context) -> str:
    """The text with its fields filled in. Raises WrongTemplate."""
    from jinja2 import TemplateError

    program = _program(source)
    faults = sorted(_tree_faults(program), key=lambda fault: fault.line)
    if faults:
        raise WrongTemplate(faults[0])
    try:
        return _environment().from_string(program).render(values)
    except (TemplateError, TypeError, ZeroDivisionError) as error:
        raise WrongTemplate(Fault(_line_of(error), "这里的字段不能这样计算，请改回原来的写法。")) from error


def faults(source: str) -> tuple[Fault, ...]:
    """Everything that is wrong in a template, by line."""
    if len(source) > LONGEST:
        return (Fault(1, f"文字太长（{len(source)}字），最多{LONGEST}字。"),)
    try:
        program = _program(source)
    except WrongTemplate as wrong:
        return (wrong.fault, *source_faults(source))
    found = {*_tree_faults(program), *source_faults(source)}
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.message)))


@functools.cache
def _environment() -> SandboxedEnvironment:
    # Imported here: papers are made long after the start.
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    class Sandbox(SandboxedEnvironment):
        """No repeated text and no powers either: they could fill the memory."""

        intercepted_binops = frozenset(("*", "**", "%"))

        def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
            raise TypeError(operator)

    environment = Sandbox(
        undefined=StrictUndefined, finalize=_shown, autoescape=False, keep_trailing_newline=True
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _shown(value: object) -> str:
    """A value as it stands in the text, never taken for markup."""
    text = str(value).replace("|", "｜")
    return GUARD + text.replace("\r", "").replace("\n", LINE_END)


def _program(source: str) -> str:
    """The template with its Chinese words as the engine knows them; lines stay where they are."""
    open_tags: list[tuple[str, int]] = []

    def translate(found: re.Match[str]) -> str:
        line = source.count("\n", 0, found.start()) + 1
        word, rest = found[1], " ".join(_WORDS.get(part, part) for part in found[2].split())
        if word in _OPENING:
            open_tags.append((word, line))
            return f"{{% for {LINE_NAME} in {rest} %}}" if word == "逐项" else f"{{% if {rest} %}}"
        if word in ("否则", "否则如果"):
            if not open_tags or open_tags[-1][0] != "如果":
                raise WrongTemplate(Fault(line, f"“{word}”前面没有“如果”。"))
            return f"{{% elif {rest} %}}" if rest else "{% else %}"
        if word == "结束":
            if not open_tags:
                raise WrongTemplate(Fault(line, "“结束”前面没有“如果”或“逐项”。"))
            return f"{{% end{_OPENING[open_tags.pop()[0]]} %}}"
        raise WrongTemplate(Fault(line, f"不认识“{word}”，这里可以写：如果、否则、逐项、结束。"))

    program = _TAG.sub(translate, source)
    if open_tags:
        word, line = open_tags[-1]
        raise WrongTemplate(Fault(line, f"“{word}”没有对应的“结束”，请在后面补上 {{% 结束 %}}。"))
    return program


def _tree_faults(program: str) -> Iterator[Fault]:
    """Faults of the parts between the brackets."""
    from jinja2 import TemplateSyntaxError

    try:
        tree = _environment().parse(program)
    except TemplateSyntaxError as error:
        yield Fault(error.lineno, "花括号里的写法不对，应当写成 {{字段名}}，前后都是两个花括号。")
        return
    yield from _node_faults(tree, None)


def _node_faults(node: nodes.Node, lines_of: str | None) -> Iterator[Fault]:
    """Faults in a node; `lines_of` is the list whose lines are gone through."""
    from jinja2 import nodes

    match node:
        case nodes.For(iter=nodes.Name(name=name)) if name in LISTS:
            for part in node.body:
                yield from _node_faults(part, name)
        case nodes.For():
            yield Fault(node.lineno, _unknown(getattr(node.iter, "name", ""), LISTS, "“逐项”后面可以写"))
        case nodes.Getattr(node=nodes.Name(name=name), attr=attr) if name == LINE_NAME:
            if lines_of is None:
                yield Fault(node.lineno, f"“{LINE_NAME}.{attr}”只能写在“逐项”和“结束”之间。")
            elif attr not in LISTS[lines_of]:
                yield Fault(node.lineno, _unknown(attr, LISTS[lines_of], f"“{lines_of}”的字段有"))
        case nodes.Name(name=name) if name not in FIELDS and name not in LISTS:
            yield Fault(node.lineno, _unknown(name, FIELDS, "可用的字段有"))
        case nodes.Output() if lists := [n for n in node.nodes if getattr(n, "name", "") in LISTS]:
            name = getattr(lists[0], "name", "")
            yield Fault(lists[0].lineno, f"“{name}”是一个列表，要用 {{% 逐项 {name} %}} 一行一行地写。")
        case _ if isinstance(node, _too_clever()):
            yield Fault(node.lineno, "花括号里只能写字段名，不能写别的算式。")
        case _:
            for child in node.iter_child_nodes():
                yield from _node_faults(child, lines_of)


@functools.cache
def _too_clever() -> tuple[type[nodes.Node], ...]:
    """What no text of a paper needs, and what could be misused."""
    from jinja2 import nodes

    reaching = (nodes.Getattr, nodes.Getitem, nodes.Call, nodes.Filter, nodes.Test)
    return (*reaching, nodes.Mul, nodes.Pow, nodes.Mod, nodes.Div, nodes.FloorDiv)


_SHOWN = 6


def _unknown(name: str, known: Mapping[str, object], lead: str) -> str:
    near = difflib.get_close_matches(name, known, 1, 0.4)
    hint = f"是不是要写“{near[0]}”？" if near else f"{lead}：{'、'.join(list(known)[:_SHOWN])}等。"
    return f"没有“{name}”这个字段。{hint}" if name else hint


def _line_of(error: BaseException) -> int:
    """The line of a template on which filling it failed."""
    trace, line = error.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
