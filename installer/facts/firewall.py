"""Which firewall of this PC is on, and what it does with traffic that is passed on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from installer.errors import CommandTimeout, MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command

# ufw's settings can be read by everybody, its status by root only.
_UFW = {"ufw": "/etc/ufw/ufw.conf", "ufw_policy": "/etc/default/ufw"}
_COMMANDS = {
    "firewalld": ("firewall-cmd", "--state"),
    "firewalld_zone": ("firewall-cmd", "--list-all"),
    # Answers root only; programs such as Docker set this policy.
    "iptables": ("iptables", "-S", "FORWARD"),
}


@dataclass(frozen=True, slots=True)
class Firewall:
    """Name of the firewall that is on, empty when none is known to be, and its rule for traffic
    that is passed on: `accept`, `drop`, `reject`, or `unknown` when only root may see it.
    """

    name: str = ""
    forward: str = ""


async def read(target: Target) -> str:
    """JSON of files and answers; empty for what is not there or may not be seen."""
    answers: dict[str, str] = {}
    for name, path in _UFW.items():
        try:
            answers[name] = await target.host.read_text(path)
        except (FileNotFoundError, PermissionError):
            answers[name] = ""
    for name, argv in _COMMANDS.items():
        command = Command(argv=argv, purpose="Asking the firewall")
        try:
            result = await target.host.run(command, timeout=10)
            answers[name] = result.stdout if result.returncode == 0 else ""
        except (MissingTool, CommandTimeout):
            answers[name] = ""
    return json.dumps(answers)


def parse(text: str) -> Firewall:
    """Judge the answers; raises ValueError when they are none."""
    answers = json.loads(text)
    if _value(answers["ufw"], "ENABLED") == "yes":
        policy = _value(answers["ufw_policy"], "DEFAULT_FORWARD_POLICY")
        return Firewall("ufw", policy or "unknown")
    if answers["firewalld"].strip() == "running":
        return Firewall("firewalld", _zone_rule(answers["firewalld_zone"]))
    chain = re.search(r"^-P FORWARD (\w+)", answers["iptables"], re.MULTILINE)
    if chain is not None and chain[1] != "ACCEPT":
        return Firewall("iptables", chain[1].lower())
    return Firewall()


def _value(text: str, key: str) -> str:
    """A setting of a file for shells, in small letters."""
    found = re.search(rf"^\s*{key}\s*=\s*[\"']?(\w+)", text, re.MULTILINE)
    return found[1].lower() if found else ""


def _zone_rule(zone: str) -> str:
    """What the zone does with everything else (firewalld.zone(5), target)."""
    found = re.search(r"^\s*target:\s*(\S+)", zone, re.MULTILINE)
    if found is None:
        return "unknown"
    target = found[1].strip("%").lower()
    return "reject" if target == "default" else target


FACT = FactSpec(id="host.firewall", read=read, parse=parse, timeout=40)
