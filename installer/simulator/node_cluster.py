"""What a simulated node knows of its cluster: its nodes, how they are, and the tickets."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import timedelta

from installer.bundle.manifest import NEWEST_VERSIONS
from installer.host.base import Command, Result
from installer.simulator.state import SimTicket
from installer.simulator.world import READY, SimWorld

# The jobs by which a node becomes one of the cluster.
REGISTERING = ("-init", "-join")


def make_ticket(world: SimWorld) -> Callable[[Command], str]:
    """Gives the token of a new ticket, which the cluster of this world then knows."""

    def make(command: Command) -> str:
        ends = world.clock.now() + timedelta(seconds=float(command.arguments["VALID"]))
        with world.change() as state:
            state.tickets_made += 1
            ident = f"sim{state.tickets_made:03}"
            purpose = command.arguments["PURPOSE"]
            state.tickets[ident] = SimTicket(expires=ends.isoformat(), purpose=purpose)
        return f"{ident}.0123456789abcdef"

    return make


def cluster_answers(world: SimWorld) -> Mapping[str, Callable[[Command], Result]]:
    """The answers to the scripts that ask the cluster, or change it, by name."""

    def members(_: Command) -> Result:
        return Result(0, "".join(f"{name} \n" for name in registered(world)))

    def member(command: Command) -> Result:
        jobs = world.state.vms[command.arguments["NODE"]].node.jobs_done
        done = next((job for job in jobs if job.endswith(REGISTERING)), None)
        if done is None:
            return Result(1, "", "the access file does not exist")
        version = NEWEST_VERSIONS[done.partition("-")[0]]
        if is_ready(world):
            return Result(0, f"True\n{version}\n")
        return Result(0, f"False\n{version}\ncontainer runtime is starting")

    def tickets(_: Command) -> Result:
        lines = (
            " ".join(map(_encoded, (ident, ticket.expires, ticket.purpose)))
            for ident, ticket in world.state.tickets.items()
        )
        return Result(0, "\n".join(lines))

    def revoke(command: Command) -> Result:
        with world.change() as state:
            state.tickets.pop(command.arguments["TICKET"], None)
        return Result(0)

    def forget(command: Command) -> Result:
        with world.change() as state:
            state.strangers = [n for n in state.strangers if n != command.arguments["NODE"]]
        return Result(0)

    return {
        "members": members,
        "member": member,
        "tickets": tickets,
        "revoke-ticket": revoke,
        "forget-node": forget,
    }


def registered(world: SimWorld) -> list[str]:
    """The nodes that the cluster of this world knows, those of other PCs last."""
    own = [
        name
        for name, vm in world.state.vms.items()
        if any(job.endswith(REGISTERING) for job in vm.node.jobs_done)
    ]
    return [*own, *world.state.strangers]


def is_ready(world: SimWorld) -> bool:
    """Whether Kubernetes has come so far; what an earlier program has set up is ready by now."""
    return world.scenario.api_ready and world.clock.monotonic() >= world.due.get(READY, 0.0)


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
