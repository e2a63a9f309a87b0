"""The drawing in errors.py is the tree, and every leaf can speak to a person."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable

from installer import errors
from tests.architecture.source import SourceFile, python_files

BRANCH = re.compile(r"^(?P<indent>(?:[| ] {3})*)(?:(?:\|--|`--) )?(?P<name>[A-Z]\w+)(?P<rest>.*)$")
CODE = re.compile(r"^[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)?$")


def drawn_tree(docstring: str) -> dict[str, tuple[str, bool]]:
    """Class name -> (parent, whether it is marked transient), read from the drawing."""
    found: dict[str, tuple[str, bool]] = {}
    path: list[str] = []
    for line in docstring.splitlines():
        drawn = line.removeprefix("    ")
        match = BRANCH.match(drawn) if line.startswith("    ") else None
        if match is None:
            continue
        depth = len(match["indent"]) // 4 + ("-- " in drawn[: match.start("name")])
        path[depth:] = [match["name"]]
        found[match["name"]] = (path[depth - 1] if depth else "", "(transient)" in match["rest"])
    return found


def real_tree(root: type[errors.EdgewrightError]) -> dict[str, tuple[str, bool]]:
    """The same, from the classes."""
    found = {root.__name__: ("", root.transient)}
    for child in root.__subclasses__():
        found |= real_tree(child)
        found[child.__name__] = (root.__name__, child.transient)
    return found


def leaves(root: type[errors.EdgewrightError]) -> list[type[errors.EdgewrightError]]:
    """The classes that are raised."""
    children = root.__subclasses__()
    return [leaf for child in children for leaf in leaves(child)] if children else [root]


def mute_leaves(classes: Iterable[type[errors.EdgewrightError]]) -> list[str]:
    """Leaves that lack a code, an advice or a docstring of their own, or share a code."""
    complaints, codes = [], dict[str, str]()
    for leaf in classes:
        own = vars(leaf)
        if not CODE.match(own.get("code", "")):
            complaints.append(f"{leaf.__name__} has no good code of its own")
        if not own.get("resolution", "").endswith("."):
            complaints.append(f"{leaf.__name__} has no sentence that says what to do")
        if not own.get("__doc__"):
            complaints.append(f"{leaf.__name__} has no docstring")
        other = codes.setdefault(leaf.code, leaf.__name__)
        if other != leaf.__name__:
            complaints.append(f"{leaf.__name__} has the code of {other}")
    return complaints


def raised_branches(files: Iterable[SourceFile], branches: set[str]) -> list[str]:
    """Places that raise a branch of the tree instead of a leaf."""
    return [
        f"{file.path}:{node.lineno} raises {ast.unparse(node.exc)}"
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Raise) and node.exc
        if ast.unparse(node.exc).partition("(")[0].rpartition(".")[2] in branches
    ]


def test_the_drawing_is_the_tree() -> None:
    for file in python_files("installer"):
        importlib.import_module(file.module)  # an error defined elsewhere shows up in the tree
    assert drawn_tree(errors.__doc__ or "") == real_tree(errors.EdgewrightError)


def test_every_leaf_can_speak() -> None:
    assert mute_leaves(leaves(errors.EdgewrightError)) == []


def test_only_leaves_are_raised() -> None:
    parents = {parent for parent, _ in real_tree(errors.EdgewrightError).values() if parent}
    assert raised_branches(python_files("installer"), parents) == []


def test_the_drawing_is_read_with_its_branches() -> None:
    drawing = """Why.

    Root
    |-- Branch
    |   |-- First    it broke          (transient)
    |   `-- Second
    `-- Third        as a bird does
    """
    assert drawn_tree(drawing) == {
        "Root": ("", False),
        "Branch": ("Root", False),
        "First": ("Branch", True),
        "Second": ("Branch", False),
        "Third": ("Root", False),
    }


def test_a_mute_leaf_is_found() -> None:
    namespace = {"code": "Bad Code", "resolution": ""}
    complaints = mute_leaves([_detached("Mute", namespace)])
    assert len(complaints) == 3


def test_a_code_that_is_used_twice_is_found() -> None:
    good = {"code": "a.b", "resolution": "Do it.", "__doc__": "It broke."}
    assert mute_leaves([_detached("One", good)]) == []
    assert mute_leaves([_detached("One", good), _detached("Two", good)])


def test_a_raised_branch_is_found() -> None:
    files = [SourceFile("a.py", "raise errors.HostError('x')"), SourceFile("b.py", "raise Leaf")]
    assert raised_branches(files, {"HostError"}) == ["a.py:1 raises errors.HostError('x')"]


class _Stranger:
    """Stands in for an error class without becoming a part of the real tree."""

    code = ""
    resolution = ""


def _detached(name: str, namespace: dict[str, str]) -> type[errors.EdgewrightError]:
    made: type = type(name, (_Stranger,), dict(namespace))
    return made
