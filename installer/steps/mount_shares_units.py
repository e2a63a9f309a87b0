"""The files by which a node mounts shared folders; all pure.

An automount unit waits at the folder and mounts at the first use, so a server that does not answer
holds up neither the start of the node nor Kubernetes: only who uses the folder waits, and gets an
error after half a minute.  The options are those of mount.cifs(8) and nfs(5).
"""

from __future__ import annotations

from collections.abc import Iterator

from installer.config.storage import SHARES_FOLDER, Share
from installer.errors import UsageError

FOLDER = "/etc/edgewright/shares"
_IDLE_SECONDS = 600
_LIMIT_SECONDS = 30


def share_files(share: Share) -> dict[str, str]:
    """The units of a share, as files from which a script of the node takes them."""
    return {
        f"{FOLDER}/{share.name}.mount": _mount(share),
        f"{FOLDER}/{share.name}.automount": _automount(share),
    }


def credential_path(share: Share) -> str:
    """The file in the node that logs in; root alone may read it."""
    return f"{FOLDER}/{share.name}.credential"


def credential_text(reference: str, secret: str) -> str:
    """That file's text, out of a stored `NAME:PASSWORD`; a domain and a backslash may stand first.

    Raises UsageError, which never repeats any of it.
    """
    user, mark, password = secret.partition(":")
    domain, _, name = user.rpartition("\\")
    if not mark or not name or not password or not secret.isprintable():
        raise UsageError(
            f"The stored secret {reference} has another form than NAME:PASSWORD.",
            resolution=f"Store it anew with `edgewright secret set {reference}`.",
        )
    lines = [f"username={name}", f"password={password}"]
    if domain:
        lines.append(f"domain={domain}")
    return "".join(f"{line}\n" for line in lines)


def _mount(share: Share) -> str:
    what = f"//{share.server}/{share.path}" if share.kind == "smb" else _nfs(share)
    return _unit(
        share,
        "Mount",
        f"What={what}",
        f"Where={SHARES_FOLDER}/{share.name}",
        f"Type={'cifs' if share.kind == 'smb' else 'nfs'}",
        f"Options={','.join(_options(share))}",
        f"TimeoutSec={_LIMIT_SECONDS}",
    )


def _nfs(share: Share) -> str:
    return f"{share.server}:{share.path}"


def _options(share: Share) -> Iterator[str]:
    """What the user gives comes last: of two that contradict each other the later one counts."""
    yield from ("ro" if share.read_only else "rw", "nosuid", "nodev")
    if share.kind == "nfs":
        yield "retry=0"  # the program that mounts would try again for minutes
    else:
        yield f"credentials={credential_path(share)}" if share.credential else "guest"
        # Users of pods are unknown to the server; what the log-in may do is decided there.
        yield from ("file_mode=0666", "dir_mode=0777")
    yield from share.options


def _automount(share: Share) -> str:
    return _unit(
        share,
        "Automount",
        f"Where={SHARES_FOLDER}/{share.name}",
        f"TimeoutIdleSec={_IDLE_SECONDS}",
        "",
        "[Install]",
        "WantedBy=multi-user.target",
    )


def _unit(share: Share, section: str, *lines: str) -> str:
    head = ("[Unit]", f"Description=Shared folder {share.name}", "", f"[{section}]")
    return "\n".join((*head, *lines, ""))
