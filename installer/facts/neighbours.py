"""Which addresses of the networks around this PC somebody has."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from ipaddress import IPv4Address

from installer.errors import MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command

# States of ip-neighbour(8) in which the other side has answered a moment ago, or is set by hand.
_ANSWERED = ("PERMANENT", "REACHABLE")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The addresses that answered, and those that were asked: of others only chance tells."""

    there: frozenset[IPv4Address]
    asked: frozenset[IPv4Address]


async def read(target: Target) -> str:
    """JSON: what became of a ping to each address in question, and whom this PC has met.

    Whoever does not answer the ping has still told its hardware address, and so is met.
    """
    asked = sorted(target.addresses)
    answers = await asyncio.gather(*(_answers(target, address) for address in asked))
    command = Command(
        argv=("ip", "-json", "-4", "neighbour", "show"), purpose="Looking for taken addresses"
    )
    try:
        result = await target.host.run(command, timeout=10)
    except MissingTool:
        table = ""
    else:
        table = result.stdout if result.returncode == 0 else ""
    return json.dumps(
        {
            "asked": {str(a): found for a, found in zip(asked, answers, strict=True)},
            "table": json.loads(table or "[]"),
        }
    )


async def _answers(target: Target, address: IPv4Address) -> bool:
    command = Command(
        argv=("ping", "-n", "-c", "1", "-W", "1", str(address)),
        purpose="Asking whether an address is taken",
    )
    try:
        return (await target.host.run(command, timeout=5)).returncode == 0
    except MissingTool:
        return False


def parse(text: str) -> Neighbours:
    """Read the account; raises ValueError when it is none."""
    account = json.loads(text)
    try:
        asked = {IPv4Address(text): found for text, found in account["asked"].items()}
        met = {
            IPv4Address(entry["dst"])
            for entry in account["table"]
            if entry.get("lladdr") and set(entry["state"]) & set(_ANSWERED)
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a list of neighbours: {error!r}") from error
    answered = {address for address, found in asked.items() if found}
    return Neighbours(frozenset(answered | met), frozenset(asked))


FACT = FactSpec(id="host.neighbours", read=read, parse=parse)
