"""The findings of a check as plain data, for programs that read them."""

from __future__ import annotations

from typing import Any

from installer.engine.preflight import CheckReport
from installer.fixes.base import FixOffer


def report_record(report: CheckReport) -> dict[str, Any]:
    """The findings as plain data."""
    return {
        "eligible": report.eligible,
        "checks": [
            {
                "id": outcome.check.id,
                "verdict": outcome.finding.verdict.value,
                "title": outcome.check.title,
                "summary": outcome.finding.summary,
                "remedy": outcome.finding.remedy,
                "evidence": dict(outcome.finding.evidence),
                "mandatory": outcome.check.mandatory,
                "fix": fix_record(outcome.fix),
            }
            for outcome in report.outcomes
        ],
    }


def fix_record(offer: FixOffer | None) -> dict[str, Any] | None:
    """A fix as plain data; None where there is none.

    `needsRestart` also means a fix that takes effect at the user's next log-on.
    """
    if offer is None:
        return None
    return {
        "id": offer.fix.id,
        "title": offer.fix.title,
        "changes": list(offer.plan.changes),
        "needsAdmin": offer.fix.needs_admin,
        "needsRestart": offer.fix.needs_restart or offer.fix.needs_relogin,
    }
