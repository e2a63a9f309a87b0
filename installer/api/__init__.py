"""The door to the engine: what a front end needs, and nothing of how it is done.

The command line and the window come in here; both drive one `Session` and watch its events.
"""

from __future__ import annotations

from pathlib import Path

from installer.bundle.bundle import Bundle, find_bundle, open_bundle
from installer.checks.base import Check, Verdict
from installer.config.load import load_config, parse_config
from installer.config.model import MIN_DATA_DISK, MIN_MEMORY, DistributionName, EdgeCluster
from installer.config.presets import PRESETS, Preset
from installer.config.template import commented_yaml
from installer.distributions.base import Distribution
from installer.engine.access import merge_kubeconfig
from installer.engine.capacity import FEWEST_CPUS, MEMORY_STEP, Capacity, read_capacity
from installer.engine.fixing import AppliedFix, applied_fixes, apply_fix, undo_fix
from installer.engine.preflight import CheckReport, Outcome, all_checks, all_facts
from installer.engine.proposal import default_cluster, propose_cluster
from installer.engine.rejudge import judge_again
from installer.engine.report_html import report_html
from installer.engine.report_record import report_record
from installer.engine.session import Answerer, Session
from installer.engine.status import ClusterStatus, cluster_status
from installer.errors import (
    Cancelled,
    ConfigInvalid,
    EdgewrightError,
    NotEligible,
    Problem,
    StepFailed,
    UndoIncomplete,
    UsageError,
)
from installer.events import (
    CheckFinished,
    Event,
    EventBus,
    FactRead,
    Notice,
    PhaseInfo,
    PhaseStarted,
    QuestionAsked,
    ResourceOwned,
    ResourceRemoved,
    RunFinished,
    RunStarted,
    StepFinished,
    StepInfo,
    StepProgress,
    StepRetry,
    StepStarted,
)
from installer.facts.base import Facts
from installer.files import write_private
from installer.fixes.base import FixOffer
from installer.host.redact import redact
from installer.importer.findings import Finding as ImportFinding
from installer.importer.findings import Severity
from installer.importer.reading import Imported
from installer.importer.reading import read_file as read_aks_edge_file
from installer.importer.translation import Translation
from installer.importer.translation import translate as translate_aks_edge
from installer.known_issues import KnownIssue, find_known_issue
from installer.registry import discover
from installer.resources import resource_path, resource_text
from installer.simulator.bundle import simulated_bundle
from installer.simulator.names import scenario_names
from installer.simulator.scenario import load_scenario
from installer.units import GIB, KIB, MIB, Size
from installer.worlds import default_state_dir, real_world, simulated_world

__all__ = [
    "FEWEST_CPUS",
    "GIB",
    "KIB",
    "MEMORY_STEP",
    "MIB",
    "MIN_DATA_DISK",
    "MIN_MEMORY",
    "PRESETS",
    "Answerer",
    "AppliedFix",
    "Bundle",
    "Cancelled",
    "Capacity",
    "Check",
    "CheckFinished",
    "CheckReport",
    "ClusterStatus",
    "ConfigInvalid",
    "Distribution",
    "EdgeCluster",
    "EdgewrightError",
    "Event",
    "EventBus",
    "FactRead",
    "Facts",
    "FixOffer",
    "ImportFinding",
    "Imported",
    "KnownIssue",
    "NotEligible",
    "Notice",
    "Outcome",
    "PhaseInfo",
    "PhaseStarted",
    "Preset",
    "Problem",
    "QuestionAsked",
    "ResourceOwned",
    "ResourceRemoved",
    "RunFinished",
    "RunStarted",
    "Session",
    "Severity",
    "Size",
    "StepFailed",
    "StepFinished",
    "StepInfo",
    "StepProgress",
    "StepRetry",
    "StepStarted",
    "Translation",
    "UndoIncomplete",
    "UsageError",
    "Verdict",
    "all_checks",
    "all_facts",
    "applied_fixes",
    "apply_fix",
    "cluster_status",
    "commented_yaml",
    "default_bundle",
    "default_cluster",
    "distributions",
    "find_known_issue",
    "judge_again",
    "load_config",
    "merge_kubeconfig",
    "open_bundle",
    "open_session",
    "parse_config",
    "propose_cluster",
    "read_aks_edge_file",
    "read_capacity",
    "redact",
    "report_html",
    "report_record",
    "resource_path",
    "resource_text",
    "simulated_pcs",
    "translate_aks_edge",
    "undo_fix",
    "write_private",
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
        return await simulated_bundle(session.store.root, distribution)
    return find_bundle(given)


def distributions() -> tuple[Distribution, ...]:
    """The kinds of Kubernetes that this program can install."""
    return discover("installer.distributions", "DISTRIBUTION")


def simulated_pcs() -> tuple[tuple[str, str], ...]:
    """The simulated PCs that come with the program: name, and one sentence about each."""
    return tuple((name, load_scenario(name).title) for name in scenario_names())
