"""Reads YAML and remembers on which line everything stood.

PyYAML's loaders forget the lines, let the last of two equal keys win, expand aliases without a
bound and follow YAML 1.1, where `no` is false and `010` is eight.  This one takes the node tree
and builds plain values from it: text, whole numbers, decimals, true/false, nothing, lists, groups.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import yaml

from installer.config.outline import Place, place_text
from installer.config.placeholders import Filled, Placeholders
from installer.errors import Problem

_TAG = "tag:yaml.org,2002:"
# The file is six levels deep; what is much deeper is not ours and would exhaust the stack.
_DEEPEST = 30


class NotYaml(Exception):
    """The text could not be read as YAML at all; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(slots=True)
class Document:
    """A file as plain values, the line (from 1) of each place, and what was wrong with its form.

    `placeholders` has the values to put in; `filled` says where that was done.
    """

    placeholders: Placeholders | None = None
    value: object = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    filled: dict[Place, Filled] = field(default_factory=dict)


class _Loader(yaml.SafeLoader):
    """Composes nodes; the values are known by their own, smaller set of patterns."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own attribute
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it open
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            message = "references (& and *) cannot be used in this file; write the value out"
            raise NotYaml(Problem("", message, line=line))
        if self.depth >= _DEEPEST:
            raise NotYaml(Problem("", "the text is nested too deeply", line=line))
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


# A part of what PyYAML's own dumper puts in quotes, so what it writes always reads back the same.
_PATTERNS = (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?(?:0|[1-9][0-9]{0,17})$", list("-+0123456789")),
    ("float", r"^[-+]?[0-9]{1,18}\.[0-9]{0,18}$", list("-+0123456789")),
)
for _name, _pattern, _first in _PATTERNS:
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(_pattern), _first)

_SCALARS: Mapping[str, Callable[[str], object]] = {
    f"{_TAG}str": str,
    f"{_TAG}null": lambda _: None,
    f"{_TAG}bool": lambda text: text.lower() == "true",
    f"{_TAG}int": int,
    f"{_TAG}float": float,
}

# The parser's words -> what they mean for somebody who never heard of tokens.
_PLAIN = (
    ("'\\t' that cannot start", "a tab stands where only spaces may stand"),
    (
        "mapping values are not allowed",
        "a colon stands where none may stand, or this line begins with too many spaces",
    ),
    ("could not find expected ':'", "a colon after a name is missing"),
    ("expected <block end>", "the spaces at the start of this line do not fit the lines above"),
    ("found another document", "the file holds more than one document (a line with ---)"),
    ("unexpected end of stream", "a quotation mark that was opened is never closed"),
    ("expected ',' or", "a bracket that was opened is never closed"),
)


def read_yaml(text: str, placeholders: Placeholders | None = None) -> Document:
    """The content of a YAML text; raises NotYaml when it has no readable form.

    With `placeholders` their values are put in; without them `${` is text like any other.
    """
    loader = None
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise NotYaml(_syntax_problem(error)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        message = "a character stands here that no text file may hold"
        raise NotYaml(Problem("", message, line=line)) from error
    finally:
        if loader is not None:
            loader.dispose()
    document = Document(placeholders)
    if root is not None:
        document.value = _build(root, (), document)
    return document


def _syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    words = error.problem or error.context or ""
    mark = error.problem_mark or error.context_mark
    plain = next((plain for own, plain in _PLAIN if own in words), "this is not valid YAML")
    return Problem("", f"{plain} ({words})", line=mark.line + 1 if mark else None)


def _build(node: yaml.Node, place: Place, document: Document) -> object:
    document.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
        return _build_group(node, place, document)
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
        return [_build(item, (*place, n), document) for n, item in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
        return _build_scalar(node, place, document)
    _note(document, place, node, "types that begin with an exclamation mark cannot be used here")
    return None


def _build_scalar(node: yaml.ScalarNode, place: Place, document: Document) -> object:
    tag, text = node.tag, node.value
    if document.placeholders is not None:
        filled = document.placeholders.fill(text)
        for wrong in filled.wrongs:
            _note(document, place, node, wrong.message, wrong.suggestion)
        if filled.origins:
            document.filled[place] = filled
        if filled.alone and node.style is None and tag == f"{_TAG}str":
            tag = _tag_of(filled.text)
        text = filled.text
    try:
        return _SCALARS[tag](text)
    except ValueError:
        _note(document, place, node, "the value does not fit the type that is given with it")
        return text


def _tag_of(value: str) -> str:
    """What a value that was put in is; never nothing, because every PC has one."""
    names = (name for name, pattern, _ in _PATTERNS[1:] if re.match(pattern, value))
    return _TAG + next(names, "str")


def _build_group(node: yaml.MappingNode, place: Place, document: Document) -> dict[str, object]:
    group: dict[str, object] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            _note(document, place, key_node, "a name must be plain text")
            continue
        key = key_node.value
        inner = (*place, key)
        if key in group:
            first = document.lines[inner]
            _note(document, inner, key_node, f"this name stands here twice, first on line {first}")
            continue
        document.lines[inner] = key_node.start_mark.line + 1
        group[key] = _build(value_node, inner, document)
    return group


def _note(
    document: Document, place: Place, node: yaml.Node, message: str, suggestion: str = ""
) -> None:
    line = node.start_mark.line + 1
    document.problems.append(Problem(place_text(place), message, suggestion=suggestion, line=line))
