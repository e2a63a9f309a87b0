"""How a front end begins: a session, a bundle, and what there is to choose from."""

from __future__ import annotations

from pathlib import Path

from installer.bundle.bundle import find_bundle
from installer.config.model import DistributionName
from installer.distributions.base import Distribution
from installer.engine.session import Answerer, Session
from installer.registry import discover
from installer.worlds import real_world, simulated_world, state_folder


def open_session(
    *, state: Path | None = None, simulate: str | None = None, answer: Answerer | None = None
) -> Session:
    """A session on this PC, or on the simulated PC of a scenario.

    `state` is the folder that holds the clusters; simulated ones never mix with real ones.
    Raises UsageError when there is no such scenario.
    """
    folder = state_folder(state, simulate)
    world = simulated_world(simulate, folder) if simulate else real_world()
    return Session(world, folder, answer=answer)


async def default_bundle(
    session: Session,
    *,
    simulated: bool,
    distribution: DistributionName = "kubeadm",
    given: Path | None = None,
) -> Path:
    """The folder of the bundle: the one given, one at hand, or that of a simulated PC.

    Raises BundleMissing when a real PC has none.
    """
    if simulated and given is None:
        from installer.simulator.bundle import simulated_bundle  # noqa: PLC0415 - as in worlds

        return await simulated_bundle(session.store.root, distribution)
    return find_bundle(given)


def distributions() -> tuple[Distribution, ...]:
    """The kinds of Kubernetes that this program can install."""
    return discover("installer.distributions", "DISTRIBUTION")


def simulated_pcs() -> tuple[tuple[str, str], ...]:
    """The simulated PCs that come with the program: name, and one sentence about each."""
    from installer.simulator.names import scenario_names  # noqa: PLC0415 - as in worlds
    from installer.simulator.scenario import load_scenario  # noqa: PLC0415

    return tuple((name, load_scenario(name).title) for name in scenario_names())
