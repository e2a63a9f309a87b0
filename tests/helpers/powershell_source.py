"""Reads our PowerShell scripts: their commands, parameters and words, by tree-sitter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import tree_sitter
import tree_sitter_powershell

SCRIPTS = Path(__file__).resolve().parents[2] / "resources" / "powershell"
_PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
_PARTS = re.compile(r"^# Parts: (?P<names>.+)$", re.M)
# Values that are written out; a variable or an expression can be anything.
_LITERALS = {"generic_token", "string_literal", "decimal_integer_literal"}


@dataclass
class Call:
    """A command as it stands in a script: its name, its parameters with literal values (None
    where the value is computed or where there is none), how many values have no parameter, and
    whether a pipe feeds it.
    """

    name: str
    line: int
    parameters: dict[str, str | None] = field(default_factory=dict)
    loose: int = 0
    splatted: bool = False
    piped: bool = False


@dataclass(frozen=True)
class Script:
    """One file: its name as the engine gives it, and its text."""

    name: str
    text: str

    @property
    def root(self) -> tree_sitter.Node:
        """The syntax tree."""
        return _PARSER.parse(self.text.encode()).root_node

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that it is given."""
        match = _PARTS.search(self.text)
        return tuple(match["names"].split(", ")) if match else ()


def scripts() -> dict[str, Script]:
    """Every script that ships, by its name: `bootstrap`, `facts/memory`, `parts/marker`."""
    found = {}
    for path in sorted(SCRIPTS.rglob("*.ps1")):
        name = path.relative_to(SCRIPTS).as_posix().removesuffix(".ps1")
        found[name] = Script(name, path.read_text(encoding="utf-8"))
    return found


def nodes(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """A node and everything below it."""
    yield node
    for child in node.children:
        yield from nodes(child)


def text_of(node: tree_sitter.Node) -> str:
    """The source of a node."""
    return (node.text or b"").decode()


def defined_functions(script: Script) -> set[str]:
    """The names of the functions that a script defines."""
    return {text_of(n) for n in nodes(script.root) if n.type == "function_name"}


def calls(script: Script) -> list[Call]:
    """Every command with a name of its own; `& $block` has none."""
    found = [_call(node) for node in nodes(script.root) if node.type == "command"]
    return [call for call in found if call]


def _call(node: tree_sitter.Node) -> Call | None:
    names = [child for child in node.children if child.type == "command_name"]
    if not names:
        return None
    call = Call(text_of(names[0]), node.start_point[0] + 1)
    call.piped = node.prev_sibling is not None
    waiting = ""
    for element in _elements(node):
        if element.type == "command_parameter":
            waiting = text_of(element).lstrip("-").rstrip(":")
            call.parameters[waiting] = None
        elif text_of(element).startswith("@") and not text_of(element).startswith(("@{", "@(")):
            call.splatted = True
        elif waiting:
            call.parameters[waiting] = _literal(element)
            waiting = ""
        else:
            call.loose += 1
    return call


def _elements(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    for child in node.children:
        if child.type == "command_elements":
            for element in child.children:
                if element.type not in {"command_argument_sep", "redirection"}:
                    yield element


def _literal(node: tree_sitter.Node) -> str | None:
    while len(node.children) == 1 and node.type not in _LITERALS:
        node = node.children[0]
    return text_of(node).strip("'\"") if node.type in _LITERALS else None


def answer_keys(script: Script) -> set[str]:
    """The keys of the object that a script answers with: the last one in it."""
    objects = [node for node in nodes(script.root) if node.type == "hash_literal_expression"]
    last = max(objects, key=lambda node: (node.end_byte, -node.start_byte))
    body = next(child for child in last.children if child.type == "hash_literal_body")
    entries = [child for child in body.children if child.type == "hash_entry"]
    return {text_of(entry.children[0]) for entry in entries}
