"""Programs of a Windows PC that are known to get in the way of virtual machines."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import windows_fact

# By a word of their names, as they stand in the list of installed programs.
_HYPERVISORS = ("VirtualBox", "VMware Workstation", "VMware Player", "BlueStacks", "NoxPlayer")
_KUBERNETES = ("AKS Edge Essentials", "Azure IoT Edge LTS", "Docker Desktop", "Rancher Desktop")


@dataclass(frozen=True, slots=True)
class Protection:
    """Names of antivirus software, of other hypervisors, and of what runs containers or
    Kubernetes in virtual machines of its own.
    """

    antivirus: tuple[str, ...]
    hypervisors: tuple[str, ...]
    kubernetes: tuple[str, ...]


def parse(text: str) -> Protection:
    """Read the lists; raises KeyError or ValueError when there are none."""
    account = json.loads(text)
    return Protection(
        antivirus=tuple(sorted(set(account["protection"]))),
        hypervisors=_known(account["programs"], _HYPERVISORS),
        kubernetes=_known(account["programs"], _KUBERNETES),
    )


def _known(programs: list[str], words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if any(word.lower() in name.lower() for name in programs))


FACT = windows_fact("host.protection", "programs", parse)
