"""The door to the engine: what a front end needs, and nothing of how it is done.

The command line and the window come in here; both drive one `Session` and watch its events.
"""

from __future__ import annotations

from pathlib import Path

from installer.config.load import load_config, parse_config
from installer.config.model import EdgeCluster
from installer.engine.preflight import CheckReport, Outcome
from installer.engine.session import Answerer, Session
from installer.engine.status import ClusterStatus, cluster_status
from installer.errors import EdgewrightError
from installer.events import Event, EventBus, QuestionAsked
from installer.worlds import default_state_dir, real_world, simulated_world

__all__ = [
    "Answerer",
    "CheckReport",
    "ClusterStatus",
    "EdgeCluster",
    "EdgewrightError",
    "Event",
    "EventBus",
    "Outcome",
    "QuestionAsked",
    "Session",
    "cluster_status",
    "load_config",
    "open_session",
    "parse_config",
]


def open_session(
    *, state: Path | None = None, simulate: str | None = None, answer: Answerer | None = None
) -> Session:
    """A session on this PC, or on the simulated PC of a scenario.

    `state` is the folder that holds the clusters; simulated ones never mix with real ones.
    Raises UsageError when there is no such scenario.
    """
    folder = state or default_state_dir() / ("simulated" if simulate else "clusters")
    folder = folder.absolute()
    world = simulated_world(simulate, folder) if simulate else real_world()
    return Session(world, folder, answer=answer)
