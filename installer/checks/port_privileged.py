"""May this user open the ports that the cluster wants to use?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.rights import FACT as RIGHTS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when a port is so low that only root may open it (ip(7), privileged ports)."""
    rights, network = facts.get(RIGHTS), config.spec.network
    ports = {
        "spec.network.apiPort": network.api_port,
        "spec.network.sshPort": network.ssh_port,  # those of further nodes are higher
        **{f"spec.network.ports[{i}].host": port.host for i, port in enumerate(network.ports)},
    }
    low = {field: port for field, port in ports.items() if port < rights.lowest_port}
    if rights.user_id == 0 or not low:
        return Finding(verdict=Verdict.PASS, summary="You may open all ports that are needed.")
    lowest = min(low.values())
    names = ", ".join(f"{port} ({field})" for field, port in low.items())
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"You may only open ports from {rights.lowest_port} on, but asked for {names}.",
        remedy=f"Choose a higher port, or let everybody on this PC open such ports: "
        f"`sudo sysctl net.ipv4.ip_unprivileged_port_start={lowest}`.",
        evidence={field: str(port) for field, port in low.items()},
    )


CHECK = Check(
    id="port.privileged", title="You may open the ports", judge=judge, fix="open-low-ports"
)
