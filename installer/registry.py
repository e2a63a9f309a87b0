"""The whole plug-in mechanism: a plug-in is a module that holds one agreed constant."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any


def discover(package: str, constant: str) -> tuple[Any, ...]:
    """The value of `constant` from every module of `package` that has it, in order of module name.

    Raises ImportError when a module of the package cannot be imported.
    """
    parent = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(parent.__path__))
    modules = (importlib.import_module(f"{package}.{name}") for name in names)
    return tuple(getattr(module, constant) for module in modules if hasattr(module, constant))
