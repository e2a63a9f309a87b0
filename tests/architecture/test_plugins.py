"""A plug-in is one file with one constant, named after the file, and knows no other plug-in.

What is too long for one file stands beside it as its parts: `kubeadm_config.py` and the folder
`qemu_parts` belong to `kubeadm.py` and `qemu.py`, hold no constant, and serve nobody else.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module

import pytest

from installer.registry import discover
from tests.architecture.source import PLUGINS, SHARED, SourceFile, python_files

# What a plug-in is called: the attribute of its constant that must fit the file.
NAME_ATTRIBUTES = ("id", "kind", "name")


def plugin_files(files: Iterable[SourceFile], folder: str) -> list[SourceFile]:
    """The modules of a folder that are plug-ins: those that set one of the agreed constants."""
    return [
        file
        for file in files
        if file.plugin_place and file.plugin_place[0] == folder and constants(file)
    ]


def constants(file: SourceFile) -> list[str]:
    """The agreed constants that a module sets, in order."""
    names = []
    for node in file.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return [name for name in names if name in PLUGINS.values()]


def owner(stem: str, plugins: Iterable[str]) -> str:
    """The plug-in that a file of its folder is, or is a part of; itself when there is none."""
    fitting = [p for p in plugins if stem == p or stem.startswith(f"{p}_")]
    return max(fitting, key=len, default=stem)


def without_their_constant(files: Sequence[SourceFile]) -> list[str]:
    """Files of a plug-in folder that set a wrong constant, or none and are nobody's part."""
    complaints = []
    for file in files:
        if file.plugin_place is None:
            continue
        folder, stem = file.plugin_place
        found = constants(file)
        stems = {f.plugin_place[1] for f in plugin_files(files, folder) if f.plugin_place}
        part = not found and owner(stem, stems) != stem
        if found != [PLUGINS[folder]] and not part:
            complaints.append(f"{file.path} must set {PLUGINS[folder]} once, sets {found}")
    return complaints


def importing_siblings(files: Sequence[SourceFile]) -> list[str]:
    """Files of a plug-in folder that import another plug-in of it, or another one's parts."""
    complaints = []
    for file in files:
        if file.plugin_place is None:
            continue
        folder, stem = file.plugin_place
        stems = {f.plugin_place[1] for f in plugin_files(files, folder) if f.plugin_place}
        for module in imported_modules(file.tree):
            inside = module.startswith(f"installer.{folder}.")
            other = module.split(".")[2] if inside else stem
            if other not in SHARED and owner(other, stems) != owner(stem, stems):
                complaints += [f"{file.path} imports {module}"]
    return complaints


def imported_modules(tree: ast.Module) -> Iterator[str]:
    """Everything that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def badly_named(names: Mapping[str, str]) -> list[str]:
    """File stems whose plug-in is called something else (`host.memory` fits memory)."""
    complaints = []
    for stem, name in names.items():
        plain = name.replace("-", "_").replace(".", "_")
        if plain != stem and not plain.endswith(f"_{stem}"):
            complaints.append(f"{stem}.py holds {name!r}")
    return complaints


def plugin_name(plugin: object) -> str:
    """What a plug-in is called; a plug-in that is a class is asked without being made."""
    return next(str(getattr(plugin, a)) for a in NAME_ATTRIBUTES if hasattr(plugin, a))


@pytest.mark.parametrize("folder", PLUGINS)
def test_plugins_are_found_and_named_after_their_file(folder: str) -> None:
    files = plugin_files(python_files("installer"), folder)
    plugins = {f.module: getattr(import_module(f.module), PLUGINS[folder]) for f in files}
    names = {module.rpartition(".")[2]: plugin_name(p) for module, p in plugins.items()}
    assert badly_named(names) == []
    assert len(set(names.values())) == len(names) > 0
    assert list(discover(f"installer.{folder}", PLUGINS[folder])) == list(plugins.values())


def test_every_plugin_file_sets_its_constant() -> None:
    assert without_their_constant(python_files("installer")) == []


def test_plugins_do_not_know_each_other() -> None:
    assert importing_siblings(python_files("installer")) == []


@pytest.mark.parametrize(
    "text", ["x = 1", "FACT = 1", "CHECK = 1\nCHECK = 2", "CHECK: int = 1\nFACT = 2"]
)
def test_a_missing_double_or_foreign_constant_is_found(text: str) -> None:
    assert without_their_constant([SourceFile("installer/checks/memory.py", text)])


@pytest.mark.parametrize("path", ["installer/checks/base.py", "installer/host/ssh.py"])
def test_only_plugin_files_need_a_constant(path: str) -> None:
    assert without_their_constant([SourceFile(path, "x = 1")]) == []


def test_a_part_needs_no_constant_but_its_plugin() -> None:
    plugin = SourceFile("installer/checks/disk.py", "CHECK = 1")
    parts = [SourceFile(f"installer/checks/disk_{p}.py", "x = 1") for p in ("a", "parts/b")]
    assert without_their_constant([plugin, *parts]) == []
    assert len(without_their_constant(parts)) == 2


DISK = SourceFile("installer/checks/disk.py", "CHECK = 1")


@pytest.mark.parametrize(
    "text",
    [
        "from installer.checks.disk import CHECK",
        "import installer.checks.disk",
        "from installer.checks import disk",
        "from installer.checks.disk_parts.size import free",
        "def f():\n    from installer.checks.disk import CHECK",
    ],
)
def test_an_import_of_a_sibling_is_found(text: str) -> None:
    assert importing_siblings([DISK, SourceFile("installer/checks/memory.py", text)])


@pytest.mark.parametrize(
    "text",
    [
        "from installer.checks.base import Check",
        "from installer.facts.memory import FACT",
        "from installer.checks.memory_parts import units",
        "from installer.checks.memory_table import ROWS",
    ],
)
def test_an_import_of_base_of_a_part_or_of_another_folder_is_fine(text: str) -> None:
    file = SourceFile("installer/checks/memory.py", f"{text}\nCHECK = 1")
    assert importing_siblings([DISK, file]) == []


def test_a_name_that_does_not_fit_its_file_is_found() -> None:
    assert badly_named({"memory": "host.memory", "create_vm": "create-vm"}) == []
    assert badly_named({"memory": "host.ram"})
