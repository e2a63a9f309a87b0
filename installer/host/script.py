"""Scripts that run in a node: plain files of `resources/node`, never put together from values.

A value reaches its script as an environment variable, so that no text from a config can ever
become a command.
"""

from __future__ import annotations

from collections.abc import Mapping

from installer.host.base import Command
from installer.resources import resource_text


def node_script(name: str, purpose: str, arguments: Mapping[str, str] | None = None) -> Command:
    """The script `resources/node/<name>.sh` as a command to be run as root in a node."""
    values = dict(arguments or {})
    assignments = (f"{key}={value}" for key, value in values.items())
    return Command(
        argv=("sudo", "env", *assignments, "sh", "-eu", "-s"),
        stdin=resource_text(f"node/{name}.sh").encode(),
        purpose=purpose,
        name=name,
        arguments=values,
    )
