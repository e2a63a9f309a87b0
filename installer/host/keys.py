"""SSH keys: one for us, one for each node, made before the node exists."""

from __future__ import annotations

from pathlib import Path

from installer.files import write_private


def ensure_key(path: Path, comment: str) -> None:
    """Make an Ed25519 key pair `path` and `path.pub` unless it is there.

    The public half is written last, so a pair with both halves is whole.
    """
    public = path.with_name(f"{path.name}.pub")
    if path.exists() and public.exists():
        return
    import asyncssh  # noqa: PLC0415 - slow to import: only when a key is made

    key = asyncssh.generate_private_key("ssh-ed25519", comment=comment)
    write_private(path, key.export_private_key("openssh"))
    write_private(public, key.export_public_key("openssh"), mode=0o644)
