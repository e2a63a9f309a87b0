"""What a script that changes a Windows PC makes its scripts of facts answer from then on."""

from __future__ import annotations

from typing import Any

from installer.host.base import Command
from installer.host.windows_script import script_arguments

Answers = dict[str, dict[str, Any]]


def windows_change(command: Command) -> Answers:
    """The answers that change, by script and key; empty for a script that changes nothing."""
    change = _CHANGES.get(command.name)
    return change(script_arguments(command)) if change else {}


def _service(arguments: dict[str, Any]) -> Answers:
    stopped = "Disabled" if arguments["startup"] == "Disabled" else "Stopped"
    return {"hyperv": {"service": "Running" if arguments["run"] else stopped}}


def _sleep(arguments: dict[str, Any]) -> Answers:
    return {"power": {"sleepsAfter": arguments["minutes"] * 60}}


def _hyperv(arguments: dict[str, Any]) -> Answers:
    """The feature is there at once; all else comes or goes with a restart."""
    state = 1 if arguments["on"] else 2
    features = {"Microsoft-Hyper-V": state}
    return {"hyperv": {"features": features, "module": arguments["on"], "restart": True}}


_CHANGES = {
    "fix/set-service": _service,
    "fix/set-sleep": _sleep,
    "fix/set-hyperv": _hyperv,
}
