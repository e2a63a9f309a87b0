"""Collects the sentences that the engine can say, by reading its code: each with its place.

Every text that reads like words is taken, unless it stands where only programs read it.  So a new
sentence cannot be forgotten: it is either translated, or named here as not for people.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeGuard

ROOT = Path(__file__).resolve().parents[2]
# The command line speaks English; bundles and images are made by it alone.  What the others hold
# is for programs: scripts, units, files of a node, pages of documents, answers of a simulated PC.
NOT_SHOWN = re.compile(
    r"installer/(cli/|error_guide|bundle/(build|exchange|image_names)\.|facts/(flush|guest|ports)\."
    r"|images/(debian|disk_image|image_tools|apt_sources|tree_archive|seed)\."
    r"|hypervisors/qemu_parts/(script|unit)\.|config/(template|pc_table|placeholders)\.|simulator/(pc_|node_|recorded)"
    r"|engine/(self_check|gold_check|gold_read|which_pc)\."
    r"|cluster/(?!api|inside|kubeconfig))"
)
# Arguments, variables and calls whose text is exact and technical, or that no user meets.
EXACT = {
    *("evidence", "details", "description", "examples", "argv", "output", "lines", "script"),
    *("_NO_BUS", "_PROBE", "_ENTRY", "_STYLE", "_START", "_NO_DEVICE", "_OLD_PRODUCT"),
    *("_SCRIPT", "_ADAPTER_TEXT", "_VLAN_TEXT", "_MTU_TEXT"),
}
CALLS = re.compile(
    r"_log\.\w+|re\.\w+|\w*(Value|Type|Lookup|OS|FileNotFound)Error|.*\.touch|.*\.startswith"
    r"|.*create_task|ensure_key|QmpUnavailable|Unread|Trouble\.of|_foreign|_pairs"
)
# Lists of differences, words of other programs that are looked for, lines of files.
EXACT_TEXTS = re.compile(
    r"[#<@[].*|(echo|sudo|ip route|edgewright:?) .*|net\..*|Value error,|and \{\w+\} more"
    r"|(\{\w+\} ?)*|(\{\w+\}:? )?(is missing|is a link|is not a plain file|cannot be read \(.*"
    r"|is cut off .*|is too long .*|has another content .*|is a link or something else .*)"
    r"|'\\t' that cannot start|mapping values are not allowed|could not find expected ':'"
    r"|expected <block end>|found another document|unexpected end of stream|model name"
    r"|no crontab|No such file|not allowed|\(\{\w+\} ago\)|QEMU: io-error.*|\{\w+\}\.ps1, .*"
    r"|Failed to get .*|pykerberos .*|Description=.*|powercfg .*|(Set|Start|Stop)-Service .*",
    re.DOTALL,
)
WORDS = re.compile(r"[A-Za-z]{2,}[,;:.]? [a-z{]|\} [a-z]{2,}|[a-z]{2,}:? \{|^[a-z]{4,}: \w")
GAP = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text of the engine with `{name}` for each value; `place` is its file and line."""

    text: str
    place: str


def filled(text: str) -> tuple[str, list[str]]:
    """The sentence with a value in each gap, and the values; one before a sentence is one."""
    values = [f"#{number}#" for number, _ in enumerate(GAP.findall(text))]
    rest = iter(values)
    full = GAP.sub(lambda _: next(rest), text)
    return re.sub(r"^(#\d+#)(?= [A-Z][a-z])", r"\1.", full), values


@cache
def sentences() -> tuple[Sentence, ...]:
    """All of them; a text that is put together in several ways is there once for each."""
    found: dict[str, Sentence] = {}
    for path in sorted((ROOT / "installer").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if NOT_SHOWN.match(name):
            continue
        for text, line in _Reader(path).read():
            found.setdefault(text, Sentence(text, f"{name}:{line}"))
    return tuple(found.values())


class _Reader:
    """The sentences of one module."""

    def __init__(self, path: Path) -> None:
        self._tree = ast.parse(path.read_text(encoding="utf-8"))
        self._shown = "simulator" not in path.parts
        self._constants = _constants(path)
        self._locals = _locals(self._tree)

    def read(self) -> Iterator[tuple[str, int]]:
        """Each with its line."""
        yield from self._visit(self._tree, shown=self._shown)

    def _visit(self, node: ast.AST, *, shown: bool) -> Iterator[tuple[str, int]]:
        if _is_exact(node):
            return
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if CALLS.fullmatch(called):
                return
            shown = shown or called in _errors() or called == "report"
            # What was made, and the parts of a plan: also when it is a single word.
            named = called.endswith(".own") or called == "Phase"
            if named and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value), node.lineno
        children: list[ast.AST] = list(ast.iter_child_nodes(node))
        if _is_text(node):
            children = []
            texts = {text.strip() for text in self._texts(node, children)} if shown else set()
            for text in sorted(texts):
                if WORDS.search(GAP.sub("{x}", text)) and not EXACT_TEXTS.fullmatch(text):
                    yield text, node.lineno
        for child in children:
            yield from self._visit(child, shown=shown)

    def _texts(self, node: ast.expr, gaps: list[ast.AST], depth: int = 0) -> list[str]:
        """The texts that an expression can become; what stands in a gap is told to `gaps`."""
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                each = [self._texts(part, gaps, depth) for part in parts]
                return ["".join(chosen) for chosen in itertools.product(*each)]
            case ast.FormattedValue(value=value):
                return self._texts(value, gaps, depth)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                each = [self._texts(left, gaps, depth), self._texts(right, gaps, depth)]
                return ["".join(pair) for pair in itertools.product(*each)]
            case ast.IfExp(body=body, orelse=orelse):
                return [*self._texts(body, gaps, depth), *self._texts(orelse, gaps, depth)]
            case ast.Name(id=name) if name in self._constants:
                return [self._constants[name]]
            case ast.Name(id=name) if name in self._locals and not depth:
                return self._texts(self._locals[name], gaps, 1)
        gaps.append(node)
        words = re.findall(r"[a-z]\w+", ast.unparse(node))
        return ["{" + str(words[-1] if words else "value") + "}"]


def _is_text(node: ast.AST) -> TypeGuard[ast.expr]:
    """Whether it is a text, or may be one that is put together."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr() | ast.BinOp(op=ast.Add()):
            return True
    return False


def _is_exact(node: ast.AST) -> bool:
    """Whether what stands below a piece of code is for programs only."""
    match node:
        case ast.keyword(arg=str(name)):
            return name in EXACT
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in EXACT
        case ast.Expr(value=ast.Constant()):
            return True
    return False


@cache
def _errors() -> frozenset[str]:
    tree = ast.parse((ROOT / "installer/errors.py").read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.ClassDef))


def _locals(tree: ast.Module) -> dict[str, ast.expr]:
    """What is named once in a module, and is a text that is put together."""
    found: dict[str, list[ast.expr]] = {}
    given = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
    kinds = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.IfExp)
    once = {name: values[0] for name, values in found.items() if len(values) == 1}
    return {n: v for n, v in once.items() if n not in given and isinstance(v, kinds)}


@cache
def _constants(path: Path) -> dict[str, str]:
    """The texts that a module names, or takes by name from another one."""
    found: dict[str, str] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[target], value=value):
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                values = value.elts if isinstance(value, ast.Tuple) else [value]
                for name, text in zip(names, values, strict=False):
                    if isinstance(name, ast.Name) and isinstance(text, ast.Constant):
                        found[name.id] = str(text.value)
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("installer"):
                source = ROOT / (module.replace(".", "/") + ".py")
                known = _constants(source) if source.exists() else {}
                found |= {n.name: known[n.name] for n in names if n.name in known}
    return found
