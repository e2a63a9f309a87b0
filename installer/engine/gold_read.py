"""What a PC that was cloned from an image may share with every other one: read, not yet judged.

id 4c1f09...                            /etc/machine-id (machine-id(5)), nothing when empty
started 1779980400                      when the PC was started (proc_stat(5)), in seconds
made 1779980410 /etc/machine-id         when a file was written last
autostart /etc/systemd/system/edgewright-shop-1-shop-1-node.service
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from installer.config.model import EdgeCluster
from installer.engine.journal import Journal
from installer.engine.session import Session
from installer.engine.store import recorded_run
from installer.errors import UsageError
from installer.facts.base import Platform
from installer.host.base import Command, checked
from installer.steps.context import ClusterPaths, Environment
from installer.steps.context_nodes import vm_spec

MACHINE_ID = "/etc/machine-id"
_SCRIPT = r"""
settings="${XDG_CONFIG_HOME:-$HOME/.config}"
echo "id $(cat /etc/machine-id 2>/dev/null)"
sed -n 's/^btime /started /p' /proc/stat
for file in /etc/machine-id /etc/ssh/ssh_host_*_key; do
    [ ! -e "$file" ] || echo "made $(stat -c %Y "$file") $file"
done
for file in /etc/systemd/system/edgewright-* "$settings"/systemd/user/edgewright-* \
    "$settings"/autostart/edgewright-*; do
    [ ! -e "$file" ] || echo "autostart $file"
done
crontab -l 2>/dev/null | sed -n '/# edgewright /s/^/autostart /p'
"""


@dataclass(frozen=True, slots=True)
class KeptCluster:
    """A cluster in the state folder: when it was begun, its owner id, its nodes and their
    hardware addresses, and the files beside it that open it.
    """

    name: str
    nodes: tuple[str, ...]
    begun: datetime
    owner: str
    macs: tuple[str, ...]
    keys: tuple[str, ...]
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldFacts:
    """All that was read; `made` has the time at which each file of the PC was written."""

    machine_id: str
    started: datetime
    made: Mapping[str, datetime] = field(default_factory=dict)
    autostart: tuple[str, ...] = ()
    clusters: tuple[KeptCluster, ...] = ()


async def read_gold(session: Session) -> GoldFacts:
    """Look at the PC and at the state folder of a session.

    Raises UsageError under Windows, and JournalUnreadable.
    """
    if session.world.platform is not Platform.LINUX:
        raise UsageError(
            "Only a PC that runs Linux can be looked at so.",
            resolution="Under Windows use Sysprep, which gives each copy its own identity.",
        )
    command = Command(
        argv=("sh", "-c", _SCRIPT, "gold"), purpose="Looking at the identity of the PC"
    )
    text = await checked(session.world.pc, command, timeout=20)
    return parse_gold(text, kept_clusters(session))


def parse_gold(text: str, clusters: tuple[KeptCluster, ...] = ()) -> GoldFacts:
    """Read the account; raises KeyError or ValueError when it is none."""
    lines = [line.partition(" ")[::2] for line in text.splitlines()]
    single = dict(lines)
    made = [rest.partition(" ")[::2] for word, rest in lines if word == "made"]
    return GoldFacts(
        machine_id=single["id"].strip(),
        started=_time(single["started"]),
        made={path: _time(seconds) for seconds, path in made},
        autostart=tuple(rest for word, rest in lines if word == "autostart"),
        clusters=clusters,
    )


def kept_clusters(session: Session) -> tuple[KeptCluster, ...]:
    """The clusters in the state folder whose installation was written down."""
    found = []
    for name in session.store.names():
        paths = session.store.paths(name)
        run = Journal.look(paths.folder, session.world.clock.now).run()
        if run is not None:
            config, environment = recorded_run(run)
            begun = datetime.fromisoformat(run.at)
            found.append(_cluster(paths, begun, config, environment))
    return tuple(found)


def _cluster(
    paths: ClusterPaths, begun: datetime, config: EdgeCluster, environment: Environment
) -> KeptCluster:
    macs: list[str] = []
    for node in config.spec.nodes:
        vm = vm_spec(
            config,
            node,
            owner=environment.owner,
            accelerator=environment.accelerator,
            adapters=environment.adapters,
        )
        macs += [vm.mac, *(card.mac for card in vm.cards)]
    keys = sorted(paths.keys.iterdir()) if paths.keys.is_dir() else []
    private = [path for path in (*keys, paths.kubeconfig) if path.suffix != ".pub"]
    return KeptCluster(
        name=config.name,
        nodes=tuple(node.name for node in config.spec.nodes),
        begun=begun,
        owner=environment.owner,
        macs=tuple(macs),
        keys=_there(private),
        tokens=_there([paths.ticket]),
    )


def _there(paths: list[Path]) -> tuple[str, ...]:
    return tuple(str(path) for path in paths if path.exists())


def _time(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
