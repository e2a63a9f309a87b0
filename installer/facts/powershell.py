"""Whether PowerShell of this PC can be used, and what keeps it from working if not."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.errors import PowerShellUnusable
from installer.facts.base import FactSpec, Platform, Target
from installer.host.windows_script import CONSTRAINED


@dataclass(frozen=True, slots=True)
class PowerShell:
    """`trouble` says why it cannot be used, and is empty when it can; `constrained` is whether a
    rule leaves it a part of its language only; `remedy` is what helps.

    `policy` is its execution policy, and `in_path` whether others find it by its name.
    """

    trouble: str
    constrained: bool
    remedy: str
    details: str
    policy: str
    in_path: bool


async def read(target: Target) -> str:
    """JSON: what it says of itself, or why it says nothing."""
    try:
        return await target.answers.of(target.host, "rights", target.state_dir)
    except PowerShellUnusable as error:
        said = {"trouble": error.brief, "remedy": error.advice, "details": error.details}
        return json.dumps(said)


def parse(text: str) -> PowerShell:
    """Read the account; raises KeyError or ValueError when it is none."""
    account = json.loads(text)
    if "trouble" in account:
        trouble = account["trouble"]
        remedy, details = account["remedy"], account["details"]
        return PowerShell(trouble, trouble == CONSTRAINED, remedy, details, "", in_path=True)
    return PowerShell("", False, "", "", account["policy"], bool(account["inPath"]))  # noqa: FBT003


FACT = FactSpec("host.powershell", read, parse, timeout=60, platform=Platform.WINDOWS)
