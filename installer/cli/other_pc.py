"""Opens another PC for a command: its address, and the password that is never on a command line."""

from __future__ import annotations

import argparse
import getpass
import sys

from installer.api import Session
from installer.api.aks_edge import credential_store
from installer.api.other_pc import OtherPc, open_other_pc, parse_target
from installer.errors import UsageError


def open_other(options: argparse.Namespace) -> Session:
    """A session on the PC of --host; raises UsageError."""
    if options.simulate:
        raise UsageError(
            "A simulated PC has no address.", resolution="Give --host or --simulate, not both."
        )
    target = parse_target(options.host)
    password = _password(options, target) if target.needs_password else ""
    return open_other_pc(target, password, state=options.state)


def _password(options: argparse.Namespace, target: OtherPc) -> str:
    if options.credential:
        store = credential_store(state=options.state)
        found = store.get(options.credential)
        if found is None:
            raise UsageError(
                f"There is no stored secret {options.credential}.",
                resolution=f"Store the password: `edgewright secret set {options.credential}`.",
            )
        return found
    if not sys.stdin.isatty():
        raise UsageError(
            "The password of the other PC is not known, and there is nobody to ask.",
            resolution="Store it with `edgewright secret set NAME` and give --credential NAME.",
        )
    return getpass.getpass(f"Password of {target.user} on {target.address}: ")
