"""The door to the engine: what a front end needs, and nothing of how it is done.

The command line and the window come in here; both drive one `Session` and watch its events.
"""

from __future__ import annotations

from installer.api.opening import default_bundle, distributions, open_session, simulated_pcs
from installer.bundle.bundle import Bundle, open_bundle
from installer.checks.base import Check, Verdict
from installer.clock import Clock, SystemClock
from installer.config.load import load_config, parse_config
from installer.config.model import (
    MAX_CPUS,
    MAX_NODES,
    MIN_DATA_DISK,
    MIN_MEMORY,
    EdgeCluster,
)
from installer.config.presets import PRESETS, Preset
from installer.config.template import commented_yaml
from installer.distributions.base import Distribution
from installer.engine.access import merge_kubeconfig
from installer.engine.capacity import FEWEST_CPUS, MEMORY_STEP, Capacity, read_capacity
from installer.engine.fixing import AppliedFix, applied_fixes, apply_fix, undo_fix
from installer.engine.join_file import JoinFile, join_file_head, open_join_file
from installer.engine.join_seal import MIN_PASSPHRASE
from installer.engine.outside_proposal import (
    OutsideProposal,
    can_carry_nodes,
    network_adapters,
    propose_outside,
)
from installer.engine.preflight import CheckReport, Outcome, all_checks, all_facts
from installer.engine.proposal import default_cluster, propose_cluster, propose_lan
from installer.engine.recovery_kit import save_recovery_kit
from installer.engine.rejudge import judge_again
from installer.engine.report_html import report_html
from installer.engine.report_record import report_record
from installer.engine.session import Answerer, Session
from installer.engine.slow_imports import load_slow_libraries
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
from installer.facts.adapters import Adapter
from installer.facts.base import Facts
from installer.files import write_private
from installer.fixes.base import FixOffer
from installer.host.redact import redact
from installer.known_issues import KnownIssue, find_known_issue
from installer.resources import resource_path, resource_text
from installer.units import GIB, KIB, MIB, Size

__all__ = [
    "FEWEST_CPUS",
    "GIB",
    "KIB",
    "MAX_CPUS",
    "MAX_NODES",
    "MEMORY_STEP",
    "MIB",
    "MIN_DATA_DISK",
    "MIN_MEMORY",
    "MIN_PASSPHRASE",
    "PRESETS",
    "Adapter",
    "Answerer",
    "AppliedFix",
    "Bundle",
    "Cancelled",
    "Capacity",
    "Check",
    "CheckFinished",
    "CheckReport",
    "Clock",
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
    "JoinFile",
    "KnownIssue",
    "NotEligible",
    "Notice",
    "Outcome",
    "OutsideProposal",
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
    "Size",
    "StepFailed",
    "StepFinished",
    "StepInfo",
    "StepProgress",
    "StepRetry",
    "StepStarted",
    "SystemClock",
    "UndoIncomplete",
    "UsageError",
    "Verdict",
    "all_checks",
    "all_facts",
    "applied_fixes",
    "apply_fix",
    "can_carry_nodes",
    "cluster_status",
    "commented_yaml",
    "default_bundle",
    "default_cluster",
    "distributions",
    "find_known_issue",
    "join_file_head",
    "judge_again",
    "load_config",
    "load_slow_libraries",
    "merge_kubeconfig",
    "network_adapters",
    "open_bundle",
    "open_join_file",
    "open_session",
    "parse_config",
    "propose_cluster",
    "propose_lan",
    "propose_outside",
    "read_capacity",
    "redact",
    "report_html",
    "report_record",
    "resource_path",
    "resource_text",
    "save_recovery_kit",
    "simulated_pcs",
    "undo_fix",
    "write_private",
]
