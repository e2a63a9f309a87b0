"""Whether a packaged program is whole: every plug-in and resource, as when it was made.

`build.spec` writes down what it packs (`packaged.json`); a program that runs from its sources has
no such list and is compared with its own folders.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from installer.registry import discover
from installer.resources import resource_path

LIST = "packaged.json"
# Where plug-ins live, and the constant that each of them holds.
PLUGINS = {
    "installer.addons": "ADD_ON",
    "installer.checks": "CHECK",
    "installer.cluster.kinds": "KIND",
    "installer.distributions": "DISTRIBUTION",
    "installer.facts": "FACT",
    "installer.fixes": "FIX",
    "installer.hypervisors": "HYPERVISOR",
    "installer.steps": "STEP",
}


@dataclass(frozen=True, slots=True)
class PartCheck:
    """One thing that was looked at; `trouble` is empty when it is as it should be."""

    part: str
    found: str
    trouble: str = ""


def packing_list(modules: tuple[str, ...] = ("installer", "gui")) -> dict[str, Any]:
    """What a package made of this program must hold: its modules, and the sums of its resources."""
    root = resource_path(".")
    return {
        "modules": sorted(name for top in modules for name in _modules(top)),
        "resources": {
            path.relative_to(root).as_posix(): _sum(path)
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.name != LIST
        },
    }


def check_parts() -> tuple[PartCheck, ...]:
    """Look at everything of the engine; never raises because of what is found."""
    return (*_plugins(), _imported(), _resources(), _time_zones())


def _plugins() -> Iterator[PartCheck]:
    for package, constant in PLUGINS.items():
        try:
            count = len(discover(package, constant))
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be told
            yield PartCheck(package, "", repr(error))
            continue
        yield PartCheck(package, f"{count} plug-ins", "" if count else "there is none")


def _imported() -> PartCheck:
    """Every module that was packed is there and can be loaded."""
    names = _listed().get("modules") or sorted(_modules("installer"))
    troubles = [trouble for name in names if (trouble := _import_trouble(name))]
    return PartCheck("modules", f"{len(names)} modules", "\n".join(troubles))


def _import_trouble(name: str) -> str:
    if name.startswith("gui") or name.endswith("__main__"):
        return ""  # the window looks at its own
    try:
        importlib.import_module(name)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must be told
        return f"{name}: {error!r}"
    return ""


def _resources() -> PartCheck:
    sums: dict[str, str] = _listed().get("resources") or packing_list(())["resources"]
    troubles = []
    for name, wanted in sums.items():
        try:
            found = _sum(resource_path(name))
        except OSError as error:
            troubles.append(f"{name}: {error}")
            continue
        if found != wanted:
            troubles.append(f"{name} is not what was packed")
    return PartCheck("resources", f"{len(sums)} files", "\n".join(troubles))


def _time_zones() -> PartCheck:
    zones = len(zoneinfo.available_timezones())
    return PartCheck("time zones", f"{zones} zones", "" if zones else "there is none")


def _listed() -> dict[str, Any]:
    try:
        listed: dict[str, Any] = json.loads(resource_path(LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return listed


def _modules(top: str) -> Iterator[str]:
    package = importlib.import_module(top)
    yield top
    for info in pkgutil.walk_packages(package.__path__, f"{top}."):
        yield info.name


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
