"""The script that keeps the network between pods, run by a real shell among fake programs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from installer.resources import resource_text

NODES = """\
node-1|10.244.0.0/24|192.168.50.20
node-2|10.244.1.0/24|192.168.50.21
node-3||192.168.50.22
node-4|10.244.3.0/24|
node-5|10.244.4.0/24|192.168.50.24
"""
FAKES = {
    "kubectl": '[ -e "$FAKE/nodes" ] && cat "$FAKE/nodes"',
    "iptables": 'echo "$*" >>"$FAKE/rules"; [ "$4" = -A ] || [ -e "$FAKE/rule" ]',
    "ip": 'echo "$*" >>"$FAKE/calls"; case "$*" in "-4 route show "*) cat "$FAKE/routes" ;; '
    '*replace*"$UNREACHABLE"*) exit 2 ;; esac',
}


@pytest.fixture
def node(tmp_path: Path) -> Path:
    """The folder that takes the place of the node."""
    for name, text in FAKES.items():
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o755)
    for path in ("etc/cni/net.d", "etc/edgewright", "etc/kubernetes"):
        (tmp_path / path).mkdir(parents=True)
    (tmp_path / "etc/kubernetes/kubelet.conf").touch()
    (tmp_path / "etc/edgewright/bridge.conflist").write_text('{"subnet": "@POD_SUBNET@"}\n')
    (tmp_path / "nodes").write_text(NODES)
    (tmp_path / "routes").write_text("")
    return tmp_path


def _pass(node: Path, *, unreachable: str = "none") -> subprocess.CompletedProcess[str]:
    """One pass in the first node."""
    script = resource_text("node/kubeadm/pod-routes.sh").replace("/etc/", f"{node}/etc/")
    environment = {
        "PATH": f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "FAKE": str(node),
        "NODE": "node-1",
        "PODS": "10.244.0.0/16",
        "UNREACHABLE": unreachable,
    }
    return subprocess.run(
        ["sh", "-eu", "-s"],
        input=script,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _calls(node: Path, word: str) -> list[str]:
    lines = (node / "calls").read_text().splitlines()
    return [line.partition(f"{word} ")[2] for line in lines if f" {word} " in line]


def test_the_bridge_has_the_part_that_the_cluster_gave_this_node(node: Path) -> None:
    assert _pass(node).returncode == 0
    bridge = node / "etc/cni/net.d/10-edgewright.conflist"
    assert bridge.read_text() == '{"subnet": "10.244.0.0/24"}\n'
    assert _calls(node, "delete") == ["cni0"]
    assert _pass(node).returncode == 0
    # Pods that run keep their bridge as long as the part stays the same.
    assert _calls(node, "delete") == ["cni0"]
    (node / "nodes").write_text("node-1|10.244.9.0/24|192.168.50.20\n")
    assert _pass(node).returncode == 0
    assert _calls(node, "delete") == ["cni0", "cni0"]
    assert "10.244.9.0/24" in bridge.read_text()


def test_the_pods_of_each_other_node_are_reached_by_its_address(node: Path) -> None:
    assert _pass(node).returncode == 0
    assert _calls(node, "replace") == [
        "10.244.1.0/24 via 192.168.50.21 proto 205",
        "10.244.4.0/24 via 192.168.50.24 proto 205",
    ]


def test_a_route_to_a_node_that_went_is_taken_away_and_a_lost_one_comes_back(node: Path) -> None:
    (node / "routes").write_text(
        "10.244.1.0/24 via 192.168.50.21 dev lan0\n0.244.4.0/24 via 192.168.50.9 dev lan0\n"
        "10.244.7.0/24 via 192.168.50.27 dev lan0\n"
    )
    assert _pass(node).returncode == 0
    gone = [line for line in _calls(node, "delete") if line != "cni0"]
    assert gone == ["0.244.4.0/24 proto 205", "10.244.7.0/24 proto 205"]
    assert "10.244.4.0/24 via 192.168.50.24 proto 205" in _calls(node, "replace")


def test_the_way_out_of_the_own_pods_is_set_up_once(node: Path) -> None:
    assert _pass(node).returncode == 0
    (node / "rule").touch()
    assert _pass(node).returncode == 0
    rule = "POSTROUTING -s 10.244.0.0/24 ! -d 10.244.0.0/16 -j MASQUERADE"
    lines = (node / "rules").read_text().splitlines()
    assert lines == [f"-w -t nat {deed} {rule}" for deed in ("-C", "-A", "-C")]


def test_a_node_out_of_reach_is_named_and_does_not_keep_the_others_away(node: Path) -> None:
    ended = _pass(node, unreachable="192.168.50.21")
    assert ended.returncode == 0
    assert "192.168.50.21 cannot be reached" in ended.stderr
    assert len(_calls(node, "replace")) == 2


@pytest.mark.parametrize("missing", ["nodes", "etc/kubernetes/kubelet.conf", "part"])
def test_without_an_answer_of_the_cluster_all_stays_as_it_is(node: Path, missing: str) -> None:
    if missing == "part":
        (node / "nodes").write_text("node-1||192.168.50.20\nnode-2|10.244.1.0/24|192.168.50.21\n")
    else:
        (node / missing).unlink()
    assert _pass(node).returncode == 1
    assert not (node / "calls").exists()
    assert list((node / "etc/cni/net.d").iterdir()) == []


def test_nodes_are_given_the_right_to_look_at_nodes_and_nothing_more() -> None:
    role, binding = yaml.safe_load_all(resource_text("node/kubeadm/pod-routes.yaml"))
    assert role["rules"] == [{"apiGroups": [""], "resources": ["nodes"], "verbs": ["get", "list"]}]
    assert [subject["name"] for subject in binding["subjects"]] == ["system:nodes"]
    assert binding["roleRef"]["name"] == role["metadata"]["name"]
