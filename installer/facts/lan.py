"""Whether the network that a Windows PC is plugged into asks who comes in."""

from __future__ import annotations

import json

from installer.facts.base import windows_fact


def parse(text: str) -> bool:
    """Whether Windows logs on to its wired network (802.1X); raises KeyError or ValueError."""
    return bool(json.loads(text)["asksWho"])


FACT = windows_fact("host.lan", "network", parse)
