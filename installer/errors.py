"""Every error that a user can meet, in one tree.

A leaf says what happened (`brief`), the exact technical text (`details`) and what to do
(`resolution`).  `code` never changes once released: journals, logs and support refer to it.
`transient` errors may go away by themselves, so the runner tries such a step again.

    EdgewrightError
    |-- UsageError                 a command was called in a way that cannot work
    |-- ConfigInvalid              the cluster file has problems (each with its place)
    |-- ValuesInvalid              the table of PCs has problems, or no row for this PC
    |-- NotEligible                this PC cannot run what the config asks for
    |-- ClusterBusy                another run holds the lock of this cluster
    |-- ClusterUnknown             no cluster of that name in the state folder
    |-- ClusterExists              a cluster of that name exists already
    |-- ClusterRefused             the cluster's API refused what was asked of it
    |-- JournalUnreadable          the journal is damaged or written by a newer program
    |-- HostError
    |   |-- CommandFailed          a command ended with an error
    |   |-- CommandTimeout         a command did not end in time          (transient)
    |   |-- HostUnreachable        no connection to the host              (transient)
    |   |-- HostKeyChanged         the host shows another key than ours
    |   |-- MissingTool            a program that is needed is not installed
    |   |-- AdminNeeded            only an administrator of the PC may do it
    |   |-- PowerShellUnusable     Windows does not let PowerShell work
    |   |-- ScriptFailed           a script on a Windows PC ended with an error
    |   |-- AccessRefused          the other PC does not let this user in
    |   |-- HostNotTrusted         the other PC cannot prove who it is
    |   `-- DiskFull               the disk of the PC is full
    |-- BundleError
    |   |-- BundleMissing          no bundle where one was expected
    |   |-- BundleInvalid          the manifest cannot be read or is not ours
    |   |-- BundleTampered         a file differs from the manifest
    |   `-- BundleUntrusted        nobody whom this PC trusts has signed the bundle
    |-- NodeError
    |   |-- VmNotStarted           the virtual machine did not start
    |   |-- VmStopped              the virtual machine ended while we waited for it
    |   |-- NodeNoAddress          the VM runs, its network never came up
    |   |-- SshNotAnswering        the network answers, SSH does not
    |   |-- CloudInitFailed        the first-boot set-up reported an error
    |   |-- KubernetesInstallFailed  a Kubernetes set-up command failed in the node
    |   `-- KubernetesNotReady     Kubernetes runs but did not become ready
    |-- ForeignResource            something of that name exists and is not ours
    |-- JoinError
    |   |-- NotJoinable            the cluster cannot take in nodes of another PC
    |   |-- JoinFileNeeded         nodes shall join a cluster, and no join file is at hand
    |   |-- JoinFileUnreadable     not a join file, or damaged
    |   |-- JoinFileLocked         the passphrase does not open the join file
    |   |-- JoinFileExpired        the join file lets nobody in any more
    |   `-- JoinFileUnfit          the join file and the cluster file do not fit together
    |-- RecoveryKitError
    |   |-- RecoveryKitUnreadable  not a recovery kit, or damaged
    |   `-- RecoveryKitLocked      the passphrase does not open the recovery kit
    |-- RestartNeeded              the PC must be restarted before the run can go on
    |-- StepFailed                 one or more steps of the plan failed
    |-- Unexpected                 a fault of this program
    |-- Undone                     an installation failed and was taken back
    |-- UndoIncomplete             some resources could not be removed
    `-- Cancelled                  the user stopped the run; it can be resumed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class EdgewrightError(Exception):
    """Base of all errors for people; raise a leaf, never this class."""

    code: ClassVar[str] = ""
    resolution: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1
    transient: ClassVar[bool] = False

    def __init__(self, brief: str, *, details: str = "", resolution: str = "") -> None:
        super().__init__(brief)
        self.brief = brief
        self.details = details.strip()
        self.advice = resolution or self.resolution


class UsageError(EdgewrightError):
    """A command was called in a way that cannot work."""

    code = "usage"
    resolution = "Run the command with --help to see how it is called."
    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file: where, what was found, what is allowed."""

    path: str
    message: str
    found: str = ""
    allowed: str = ""
    suggestion: str = ""
    line: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.path}: {self.message}" if self.path else self.message]
        if self.line is not None:
            parts[0] = f"line {self.line}, {parts[0]}"
        if self.found:
            parts.append(f"found {self.found}")
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.suggestion:
            parts.append(f"did you mean {self.suggestion}?")
        return "; ".join(parts)


class ConfigInvalid(EdgewrightError):
    """The cluster file has problems; `problems` holds each with its place."""

    code = "config.invalid"
    resolution = "Correct the places named below, then run `edgewright validate` on the file."
    exit_code = 2

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        details = "\n".join(str(problem) for problem in problems)
        super().__init__(f"{source} has {count} {noun}.", details=details)
        self.source = source
        self.problems = tuple(problems)


class ValuesInvalid(EdgewrightError):
    """The table of PCs has problems, or not exactly one row for this PC."""

    code = "values.invalid"
    resolution = "Correct the table at the places named below; name the PC with --pc if needed."
    exit_code = 2

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        details = "\n".join(f"{source}, {problem}" for problem in problems)
        super().__init__(f"The values in {source} cannot be used.", details=details)
        self.source = source
        self.problems = tuple(problems)


class NotEligible(EdgewrightError):
    """This PC cannot run what the config asks for."""

    code = "host.not_eligible"
    resolution = (
        "Do what stands beside each failed check; `edgewright fix` shows what the program can do. "
        "Then run `edgewright check` again."
    )
    exit_code = 3


class ClusterBusy(EdgewrightError):
    """Another run holds the lock of this cluster."""

    code = "cluster.busy"
    resolution = "Wait until the other run has ended, or end that program, then try again."


class ClusterUnknown(EdgewrightError):
    """No cluster of that name is known in the state folder."""

    code = "cluster.unknown"
    resolution = "Run `edgewright status` to see the clusters of this PC."
    exit_code = 2


class ClusterExists(EdgewrightError):
    """A cluster of that name exists already and differs from what was asked."""

    code = "cluster.exists"
    resolution = "Choose another name, or remove the old cluster with `edgewright destroy NAME`."
    exit_code = 2


class ClusterRefused(EdgewrightError):
    """The API of a cluster refused what was asked: HTTP code (or 0), reason and whole answer."""

    code = "cluster.refused"
    resolution = "The cluster's own words are below; often the user lacks the right to do it."

    def __init__(
        self, brief: str, *, details: str = "", status: int = 0, reason: str = "", body: bytes = b""
    ) -> None:
        super().__init__(brief, details=details)
        self.status = status
        self.reason = reason
        self.body = body


class JournalUnreadable(EdgewrightError):
    """The journal is damaged, or a newer program wrote it."""

    code = "journal.unreadable"
    resolution = "Use the program version that wrote it; keep the folder for support."


class HostError(EdgewrightError):
    """A host did not do what was asked of it; raise a leaf."""


class CommandFailed(HostError):
    """A command ended with an error."""

    code = "host.command_failed"
    resolution = "Read the command's own words below; they name the cause."

    def __init__(
        self, purpose: str, *, argv: Sequence[str], returncode: int, output: str = ""
    ) -> None:
        details = f"{' '.join(argv)}\nended with code {returncode}\n{output[-4000:]}"
        super().__init__(f"{purpose} failed.", details=details)
        self.returncode = returncode
        self.output = output


class CommandTimeout(HostError):
    """A command did not end in the time that it may take."""

    code = "host.command_timeout"
    resolution = "The PC may be overloaded: close other programs, then resume."
    transient = True


class HostUnreachable(HostError):
    """There is no connection to the host."""

    code = "host.unreachable"
    resolution = "See whether the machine runs and its network is up, then resume."
    transient = True


class HostKeyChanged(HostError):
    """The host shows another SSH key than the one that was given to it."""

    code = "host.key_changed"
    resolution = "Another machine answers at this address. Stop that one, then resume."


class MissingTool(HostError):
    """A program that is needed is not installed on this PC."""

    code = "host.missing_tool"
    resolution = "Install it with the package manager of this PC, then try again."

    def __init__(self, tool: str, package: str) -> None:
        super().__init__(
            f"The program {tool} is not installed.",
            details=f"{tool} was not found in PATH",
            resolution=f"Install the package {package}, then try again.",
        )


class AdminNeeded(HostError):
    """Only an administrator of this PC may do it, and the program cannot become one."""

    code = "host.admin_needed"
    resolution = "Let an administrator run the commands below, then run `edgewright check` again."


class PowerShellUnusable(HostError):
    """Windows does not let PowerShell work, so nothing can be asked of the PC."""

    code = "host.powershell_unusable"
    resolution = "Let an administrator see what keeps PowerShell from working, then try again."


class ScriptFailed(HostError):
    """A script on a Windows PC ended with an error."""

    code = "host.script_failed"
    resolution = "Read the words of Windows below; they name the cause."

    def __init__(self, purpose: str, *, details: str, category: str = "", hresult: int = 0) -> None:
        super().__init__(f"{purpose} failed.", details=details)
        self.category = category
        self.hresult = hresult


class AccessRefused(HostError):
    """The other PC does not know the user, or does not let it in from the network."""

    code = "host.access_refused"
    resolution = (
        "Check name and password. A local account needs administrator's rights and the setting "
        "LocalAccountTokenFilterPolicy on that PC."
    )


class HostNotTrusted(HostError):
    """The other PC cannot prove who it is, so no password was sent to it."""

    code = "host.not_trusted"
    resolution = (
        "Give the fingerprint of its certificate, as it is shown on that PC itself, or the "
        "authority that signed it."
    )


class DiskFull(HostError):
    """The disk of this PC is full; nothing more can be written."""

    code = "host.disk_full"
    resolution = (
        "Make room on the disk that holds the state folder, then run `edgewright resume NAME`."
    )


class BundleError(EdgewrightError):
    """The offline bundle cannot be used; raise a leaf."""


class BundleMissing(BundleError):
    """There is no bundle where one was expected."""

    code = "bundle.missing"
    resolution = (
        "Give the bundle's folder with --bundle, or build one with `edgewright bundle build`."
    )
    exit_code = 2


class BundleInvalid(BundleError):
    """The bundle's manifest cannot be read, or asks for something unsafe."""

    code = "bundle.invalid"
    resolution = "Copy the bundle again from its source."


class BundleTampered(BundleError):
    """A file of the bundle differs from what the manifest says."""

    code = "bundle.tampered"
    resolution = "Copy the bundle again from its source; do not use this copy."


class BundleUntrusted(BundleError):
    """This PC takes bundles of known keys only, and this one is of none of them."""

    code = "bundle.untrusted"
    resolution = (
        "Ask whoever made the bundle to sign it with a key that this PC trusts. If you know the "
        "key, trust it: `edgewright bundle trust FILE.pub`."
    )


class NodeError(EdgewrightError):
    """A node did not come up; the leaf tells how far it came."""


class VmNotStarted(NodeError):
    """The virtual machine did not start."""

    code = "node.vm_not_started"
    resolution = "Read QEMU's own words below; often memory is short or a port is taken."


class VmStopped(NodeError):
    """The virtual machine ended while the program waited for it."""

    code = "node.vm_stopped"
    resolution = "Read the end of its console below, then resume to start it again."


class NodeNoAddress(NodeError):
    """The virtual machine runs, but nothing answers at its address."""

    code = "node.no_address"
    resolution = "Read the end of its console below; a slow PC may need more time: resume."


class SshNotAnswering(NodeError):
    """The node's network answers, but no SSH session can be opened."""

    code = "node.ssh_not_answering"
    resolution = "Read the end of its console below, then resume or undo."


class CloudInitFailed(NodeError):
    """The node's first-boot set-up reported an error."""

    code = "node.cloud_init_failed"
    resolution = "Undo, then install again; if it happens again keep the details for support."


class KubernetesInstallFailed(NodeError):
    """A set-up command of Kubernetes failed inside the node."""

    code = "node.kubernetes_install_failed"
    resolution = "Resume to try this step again; the node's own words are below."


class KubernetesNotReady(NodeError):
    """Kubernetes runs, but did not become ready in time."""

    code = "node.kubernetes_not_ready"
    resolution = "Resume to wait longer; what is not ready yet is named below."


class ForeignResource(EdgewrightError):
    """Something of that name exists and was not made by this program."""

    code = "engine.foreign_resource"
    resolution = "Move it away or choose another cluster name; it is never deleted by itself."


class JoinError(EdgewrightError):
    """Nodes of one PC cannot join the cluster of another one; raise a leaf."""

    exit_code = 2


class NotJoinable(JoinError):
    """The cluster cannot take in nodes of another PC."""

    code = "join.not_joinable"
    resolution = "Install the cluster with network.external, so that other PCs reach its nodes."


class JoinFileNeeded(JoinError):
    """Nodes shall join a cluster of another PC, and no join file is at hand."""

    code = "join.file_needed"
    resolution = (
        "Run `edgewright join-file NAME` on the PC that began the cluster, and give the file here "
        "with --join."
    )


class JoinFileUnreadable(JoinError):
    """The file is no join file, or it is damaged."""

    code = "join.unreadable"
    resolution = "Copy the join file again from the PC that made it."


class JoinFileLocked(JoinError):
    """The passphrase does not open the join file, or somebody has changed the file."""

    code = "join.locked"
    resolution = "Try the passphrase again. If it is right, have a new join file made."


class JoinFileExpired(JoinError):
    """The time of the join file is over; it lets nobody in any more."""

    code = "join.expired"
    resolution = (
        "Run `edgewright join-file NAME` again on the PC that began the cluster, and give the new "
        "file with --join."
    )


class JoinFileUnfit(JoinError):
    """The join file and the cluster file do not fit together."""

    code = "join.unfit"
    resolution = "Correct the places named below in the cluster file, or use another join file."


class RecoveryKitError(EdgewrightError):
    """A recovery kit cannot be opened; raise a leaf."""

    exit_code = 2


class RecoveryKitUnreadable(RecoveryKitError):
    """The file is no recovery kit, or it is damaged."""

    code = "kit.unreadable"
    resolution = "Take another copy of the recovery kit, or save a new one."


class RecoveryKitLocked(RecoveryKitError):
    """The passphrase does not open the recovery kit, or somebody has changed the file."""

    code = "kit.locked"
    resolution = "Try the passphrase again. If it is right, take another copy of the file."


class RestartNeeded(EdgewrightError):
    """The PC must be restarted before the run can go on."""

    code = "engine.restart_needed"
    resolution = "Restart the PC, then run `edgewright resume NAME`."
    exit_code = 4


class StepFailed(EdgewrightError):
    """One or more steps of the plan failed; `causes` holds why."""

    code = "engine.step_failed"
    resolution = "Run `edgewright resume NAME` to continue, or `edgewright undo NAME` to remove it."

    def __init__(self, brief: str, causes: Sequence[EdgewrightError]) -> None:
        details = "\n".join(
            part
            for cause in causes
            for part in (f"{cause.brief} [{cause.code}]", cause.advice, cause.details)
            if part
        )
        super().__init__(brief, details=details)
        self.causes = tuple(causes)


class Unexpected(EdgewrightError):
    """A fault of this program, not of the PC: the details are for its makers."""

    code = "engine.unexpected"
    resolution = "Run `edgewright resume NAME`; if it happens again, report the details below."


class Undone(EdgewrightError):
    """An installation failed and was taken back, as was asked for."""

    code = "engine.undone"
    resolution = "Remove the cause named below, then install again."
    exit_code = 5


class UndoIncomplete(EdgewrightError):
    """Some resources could not be removed; the journal still lists them."""

    code = "engine.undo_incomplete"
    resolution = "Remove the cause named below, then run `edgewright undo NAME` again."


class Cancelled(EdgewrightError):
    """The user stopped the run; everything done so far is kept."""

    code = "engine.cancelled"
    resolution = "Run `edgewright resume NAME` to continue, or `edgewright undo NAME` to remove it."
    exit_code = 6
