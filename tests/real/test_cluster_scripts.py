"""Scripts of nodes against a real API server: routes between pods, tickets, the list of nodes.

Nothing of the PC is touched: all runs in namespaces that go when the script ends.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from installer.distributions.kubeadm_config import cluster_documents
from installer.distributions.kubeadm_files import node_files
from installer.resources import resource_path
from tests.testbed.parts import build_parts
from tests.unit.distributions.kubeadm_cases import settings

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(900),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make namespaces"),
]
ADDRESS = "10.92.0.10"
HERE = Path(__file__).parent
PROGRAMS = ("kubectl", "kubeadm", "etcd", "kube-apiserver", "kube-controller-manager")
FAKES = {
    # The kernel of the test may have no such table.
    "iptables": "exit 0",
    # A node that would really join; what comes before is what is tried here.
    "systemctl": "exit 0",
}


def _program(path: Path, script: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _run(place: Path, checks: str) -> str:
    """What a script says beside a real API server."""
    node = settings(address=ADDRESS, outside="10.92.0.0/24")
    kubeall = build_parts(lambda _: None).kubeall
    documents = yaml.safe_dump_all(cluster_documents(node, patience=1.0), sort_keys=False)
    for path, text in {**node_files(node), "/etc/edgewright/kubeadm.yaml": documents}.items():
        file = place / path.removeprefix("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    for name, script in FAKES.items():
        _program(place / "bin" / name, script)
    for name in PROGRAMS:
        (place / "bin" / name).symlink_to(kubeall)
    _program(place / "joining" / "kubeadm", 'echo "kubeadm $*"')
    _program(place / "joining" / "sleep", "exit 0")
    namespaces = ("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child")
    done = subprocess.run(
        (*namespaces, "sh", "-eu", str(HERE / "api_server.sh")),
        cwd=place,
        env={
            "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(place),
            "PLACE": str(place),
            "ADDRESS": ADDRESS,
            "HERE": str(HERE),
            "CHECKS": str(HERE / checks),
            "SCRIPTS": str(resource_path("node")),
            "JOINING": str(place / "joining"),
        },
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_a_node_learns_its_routes_with_a_right_that_it_does_not_have_by_itself(
    tmp_path: Path,
) -> None:
    said = _run(tmp_path, "routes_checks.sh")
    assert "without the right" not in said
    # One to a node that stays; that to one which went, and a leftover of ours, are gone.
    ours = [line.split()[:3] for line in said.splitlines() if "proto 205" in line]
    assert ours == [["10.244.1.0/24", "via", "10.92.0.11"]]
    assert "10.99.0.0/24 via 10.92.0.77" in said
    assert '"subnet": "10.244.0.0/24"' in said


def test_a_ticket_lets_a_node_in_until_it_is_revoked(tmp_path: Path) -> None:
    said = _run(tmp_path, "tickets_checks.sh")
    lines = said.splitlines()
    assert lines[:2] == ["one key for both servers", "1"]
    assert "node-2 10.92.0.11" in lines
    before, _, after = said.partition("deleted")
    assert "kubeadm join --config" in before
    assert "refused" not in before
    assert "does not know the ticket" in after
    assert "refused" in after
    assert "kubeadm join --config" not in after
    assert 'node "node-3" deleted' in after
