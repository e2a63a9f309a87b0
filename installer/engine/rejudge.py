"""Judges a PC anew for a changed config, from facts that were read before."""

from __future__ import annotations

from installer.clock import SystemClock
from installer.config.model import EdgeCluster
from installer.engine.preflight import CheckReport, all_checks, judge
from installer.events import EventBus
from installer.facts.base import Facts


def judge_again(facts: Facts, config: EdgeCluster) -> CheckReport:
    """What all checks say of the same facts and this config; nothing is read, nobody is told."""
    return judge(facts, config, EventBus(SystemClock().now), all_checks(facts.platform))
