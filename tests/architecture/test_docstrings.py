"""Every public thing says what it is for, once."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.source import Function, SourceFile, python_files

Documented = ast.ClassDef | Function


def silent(files: list[SourceFile]) -> list[str]:
    """Public classes and functions without a docstring.

    A method that carries out a documented method of an interface (a Protocol, or another class
    that it is derived from) is explained there, and needs no second text.
    """
    explained = documented_methods(files)
    return [
        f"{file.path}:{node.lineno} {node.name} has no docstring"
        for file in files
        for owner, node in public_things(file.tree)
        if not ast.get_docstring(node)
        if not (owner and node.name in explained) and not is_overload(node)
    ]


def documented_methods(files: Iterable[SourceFile]) -> set[str]:
    """The names of the methods that an interface explains."""
    return {
        method.name
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, Function) and ast.get_docstring(method)
    }


def public_things(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    """Public classes and functions of a module, and methods with the class they belong to."""
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield "", node
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, Documented) and not part.name.startswith("_"):
                        yield node.name, part


def is_overload(node: Documented) -> bool:
    """Whether it is one of several signatures of a function, or sets a property."""
    words = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any(word == "overload" or word.endswith(".setter") for word in words)


def silent_modules(files: Iterable[SourceFile]) -> list[str]:
    """Modules that do not say why they exist; the names of its tests speak for a test module."""
    return [
        file.path
        for file in files
        if file.text.strip() and not file.path.rpartition("/")[2].startswith("test_")
        if not ast.get_docstring(file.tree)
    ]


def test_every_public_thing_says_what_it_is_for() -> None:
    assert silent([*python_files("installer", "gui"), *python_files("dev.py")]) == []


def test_every_module_says_why_it_exists() -> None:
    assert silent_modules(python_files()) == []


def test_a_silent_function_class_and_method_are_found() -> None:
    text = "class A:\n    def b(self): ...\n\ndef c(): ...\n\ndef _d(): ...\n"
    assert len(silent([SourceFile("installer/a.py", text)])) == 3


def test_a_method_of_a_documented_interface_needs_no_second_text() -> None:
    interface = 'class I(Protocol):\n    """I."""\n    def b(self):\n        """Do b."""\n'
    text = 'class A:\n    """A."""\n    def b(self): ...\n'
    files = [SourceFile("installer/i.py", interface), SourceFile("installer/a.py", text)]
    assert silent(files) == []
    assert silent(files[1:])


def test_a_module_without_a_reason_is_found() -> None:
    assert silent_modules(
        [
            SourceFile("a.py", "x = 1\n"),
            SourceFile("__init__.py", ""),
            SourceFile("test_b.py", "x = 1\n"),
        ]
    ) == ["a.py"]
