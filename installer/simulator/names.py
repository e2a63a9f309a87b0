"""The names of the scenarios that ship with the program; quick to ask, for the help."""

from __future__ import annotations

from installer.resources import resource_path


def scenario_names() -> tuple[str, ...]:
    """The scenarios that ship with the program."""
    return tuple(sorted(path.stem for path in resource_path("scenarios").glob("*.yaml")))
