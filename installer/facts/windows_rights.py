"""What this user may do on a Windows PC."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import windows_fact


@dataclass(frozen=True, slots=True)
class WindowsRights:
    """Whether this program runs with an administrator's rights (`elevated`), whether the user is
    an administrator at all, and whether the user is a Hyper-V administrator (S-1-5-32-578): in
    this logon, and in the PC's records, which a logon learns only when it begins.
    """

    user: str
    elevated: bool
    administrator: bool
    hyperv: bool
    hyperv_registered: bool

    @property
    def may_run_machines(self) -> bool:
        """Whether Hyper-V takes orders from this user, after a question of Windows at most."""
        return self.elevated or self.administrator or self.hyperv


def parse(text: str) -> WindowsRights:
    """Read the account; raises KeyError or ValueError when it is none."""
    account = json.loads(text)
    return WindowsRights(
        user=account["user"],
        elevated=bool(account["elevated"]),
        administrator=bool(account["administrator"]),
        hyperv=bool(account["hypervInToken"]),
        hyperv_registered=bool(account["hypervInDatabase"]),
    )


FACT = windows_fact("host.windows_rights", "rights", parse)
