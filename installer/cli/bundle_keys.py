"""Commands on keys: make one, sign a bundle with it, trust it."""

from __future__ import annotations

import argparse
from pathlib import Path

from installer.bundle.bundle import open_bundle
from installer.bundle.signature import make_key, sign
from installer.bundle.trust import distrust, trust, trusted_keys
from installer.cli.output import console, print_json
from installer.errors import UsageError
from installer.files import write_private
from installer.worlds import default_state_dir


def state_of(options: argparse.Namespace) -> Path:
    """The state folder that a command is about; it holds the trusted keys too."""
    usual = default_state_dir() / ("simulated" if options.simulate else "clusters")
    return Path(options.state or usual)


def new_key(options: argparse.Namespace) -> int:
    """Make a pair of keys; an existing file is never replaced."""
    private_file = options.output
    public_file = private_file.with_name(f"{private_file.stem}.pub")
    for path in (private_file, public_file):
        if path.exists():
            raise UsageError(
                f"{path.name} exists already.",
                details=str(path.absolute()),
                resolution="A key that is lost cannot be made again: take another name.",
            )
    private, public = make_key()
    try:
        write_private(private_file, private)
        write_private(public_file, public, mode=0o644)
    except OSError as error:
        raise UsageError("The key could not be written.", details=str(error)) from error
    _say(f"Keep {private_file} to yourself: it signs bundles.")
    _say(f"Give {public_file} to the PCs: edgewright bundle trust {public_file.name}")
    return 0


def sign_bundle(options: argparse.Namespace) -> int:
    """Sign a bundle that is one."""
    bundle = open_bundle(options.folder)
    try:
        private = options.key.read_bytes()
        signer = sign(bundle.root, private, where=options.key.name)
    except OSError as error:
        raise UsageError("The bundle could not be signed.", details=str(error)) from error
    _say(f"The bundle is signed by the key {signer.key_id}.")
    return 0


def trust_key(options: argparse.Namespace) -> int:
    """Trust a key, trust it no longer, or show which ones are trusted."""
    state = state_of(options)
    if options.remove:
        distrust(state, options.remove)
        _say(f"{options.remove} is trusted no longer.")
    elif options.key:
        name = options.name or options.key.stem
        _say(f"{name} is trusted from now on: {trust(state, options.key, name)}")
    keys = trusted_keys(state)
    if options.format == "json":
        print_json([{"id": ident, "name": name} for ident, name in keys.items()])
    elif options.list:
        for ident, name in keys.items():
            _say(f"{ident}  {name}")
    if not keys and options.format != "json":
        _say("No key is trusted: every bundle is taken.")
    return 0


def _say(text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
