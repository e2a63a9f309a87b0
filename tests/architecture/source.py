"""Reads the tree once, so that every rule is a function from files to complaints."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"__pycache__", "build", "dist", "node_modules"}
PLUGINS = {
    "facts": "FACT",
    "checks": "CHECK",
    "fixes": "FIX",
    "steps": "STEP",
    "addons": "ADD_ON",
    "distributions": "DISTRIBUTION",
    "hypervisors": "HYPERVISOR",
}
# What the plug-ins of a folder may share; a file of it is no plug-in.
SHARED = {"__init__", "base", "context", "context_nodes"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class SourceFile:
    """One text file: its path below the top of the tree, and its text."""

    path: str
    text: str

    @property
    def is_python(self) -> bool:
        """Whether it is a Python module."""
        return self.path.endswith(".py")

    @property
    def module(self) -> str:
        """The dotted name of a Python module."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def plugin_place(self) -> tuple[str, str] | None:
        """The plug-in folder that the module is in, and its stem there, a sub-folder's too."""
        parts = PurePosixPath(self.path.removesuffix(".py")).parts
        inside = self.is_python and len(parts) > 2 and parts[0] == "installer"
        found = inside and parts[1] in PLUGINS and parts[2] not in SHARED
        return (parts[1], parts[2]) if found else None

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, filename=self.path)


@functools.cache
def all_files() -> tuple[SourceFile, ...]:
    """Every text file of the project; what tools leave in hidden folders is not looked at."""
    return tuple(sorted(_walk(ROOT), key=lambda file: file.path))


def python_files(*folders: str) -> list[SourceFile]:
    """The Python modules below some folders of the project, or all of them."""
    files = [file for file in all_files() if file.is_python]
    return [f for f in files if not folders or f.path.split("/")[0] in folders]


def functions(tree: ast.AST) -> Iterator[Function]:
    """All functions and methods, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def _walk(folder: Path) -> Iterator[SourceFile]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in {".ci", ".gitignore"}
        if hidden or path.name in NOT_OURS or path.name.endswith(".egg-info"):
            continue
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
            continue
        try:
            yield SourceFile(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue  # a picture
