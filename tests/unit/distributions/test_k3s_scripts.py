"""The scripts of `resources/node/k3s`, run by a real shell among programs that only pretend."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from installer.host.script import node_script

FAKES = {
    # Answers from files, so that a test says what the service does.
    "systemctl": """
case "$*" in
    *ActiveState*) cat "$FAKE/active" ;;
    *NRestarts*) cat "$FAKE/restarts" ;;
    *) echo "systemctl $*" >>"$FAKE/calls" ;;
esac
""",
    "journalctl": 'echo "level=fatal msg=wrong"',
    # The node registers at the third time that somebody asks.
    "k3s": """
echo "k3s $*" >>"$FAKE/calls"
case "$*" in
    *"get node"*) [ "$(grep -c 'get node' "$FAKE/calls")" -ge 3 ] ;;
    "token create"*) echo K10aa::abcdef.0123456789abcdef ;;
esac
""",
    "sleep": "",
    "mountpoint": "",
    "sync": "",
    "ip": 'cat "$FAKE/addresses"',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the programs are and what they answer."""
    for name, text in FAKES.items():
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}")
        path.chmod(0o755)
    (tmp_path / "active").write_text("active\n")
    (tmp_path / "restarts").write_text("0\n")
    return tmp_path


def _run(folder: Path, name: str, **values: str) -> subprocess.CompletedProcess[str]:
    """Run a script of k3s; what it would do to the node it does in the folder."""
    script = (node_script(f"k3s/{name}", "Testing").stdin or b"").decode()
    for top in ("/etc", "/run", "/usr/local", "/var"):
        # The node's own places lie in the folder of the test.
        script = re.sub(rf"(?<![\w.}}]){top}/", f"{folder}{top}/", script)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-eu", "-s"],
        input=script,
        env={"PATH": path, "FAKE": str(folder), **values},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_start_waits_until_the_node_has_registered(folder: Path) -> None:
    done = _run(folder, "start")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "The node has registered"
    calls = (folder / "calls").read_text()
    assert "systemctl restart --no-block k3s-agent" in calls
    assert calls.count("get node") == 3


def test_start_gives_up_with_the_words_of_a_service_that_ends_again_and_again(folder: Path) -> None:
    (folder / "active").write_text("activating\n")
    (folder / "restarts").write_text("11\n")
    done = _run(folder, "start")
    assert done.returncode == 1
    assert "level=fatal msg=wrong" in done.stdout


def test_a_token_for_workers_is_all_that_the_script_says(folder: Path) -> None:
    ended = _run(folder, "token", VALID="7200", PURPOSE="a till may join")
    assert ended.stdout == "K10aa::abcdef.0123456789abcdef\n"
    call = "k3s token create --ttl 7200s --description a till may join"
    assert call in (folder / "calls").read_text()


def test_the_card_of_an_address_is_found(folder: Path) -> None:
    line = "3: lan0    inet 10.92.0.11/24 brd 10.92.0.255 scope global lan0\n"
    (folder / "addresses").write_text(line)
    assert _run(folder, "interface", ADDRESS="10.92.0.11").stdout == "lan0\n"


def test_an_address_that_no_card_has_is_an_error(folder: Path) -> None:
    (folder / "addresses").write_text("")
    assert _run(folder, "interface", ADDRESS="10.92.0.11").returncode != 0


def _payload(folder: Path) -> Path:
    """The payload disk of a bundle of k3s, as it is mounted."""
    (folder / "usr/local/bin").mkdir(parents=True)
    payload = folder / "run" / "edgewright" / "payload"
    for name, text in {
        "bin/k3s": "program",
        "images/a.tar.zst": "one",
        "programs": "k3s k3s\n",
    }.items():
        path = payload / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return payload


def test_install_brings_program_names_and_images(folder: Path) -> None:
    _payload(folder)
    for _ in range(2):
        done = _run(folder, "install")
        assert done.returncode == 0, done.stderr
    programs = folder / "usr" / "local" / "bin"
    for name in ("k3s", "kubectl", "crictl"):
        assert (programs / name).read_text() == "program"
        assert os.access(programs / name, os.X_OK)
    images = folder / "var/lib/rancher/k3s/agent/images"
    assert {path.name for path in images.iterdir()} == {".cache.json", "edgewright-a.tar.zst"}
    assert [path.name for path in images.parent.iterdir()] == ["images"]
    calls = (folder / "calls").read_text()
    assert "systemctl enable -q k3s-agent" in calls
    assert "restart" not in calls


def test_install_of_another_version_takes_the_old_images_away_and_nobody_elses(
    folder: Path,
) -> None:
    payload = _payload(folder)
    _run(folder, "install")
    images = folder / "var/lib/rancher/k3s/agent/images"
    (images / "of-the-user.tar").write_text("mine")
    (images / ".cache.json").write_text("{}")
    (payload / "images" / "a.tar.zst").rename(payload / "images" / "b.tar.zst")
    _run(folder, "install")
    assert {path.name for path in images.iterdir()} == {
        ".cache.json",
        "edgewright-b.tar.zst",
        "of-the-user.tar",
    }
    assert (images / ".cache.json").read_text() == "{}"


def test_a_new_system_disk_over_an_old_data_disk_goes_on_where_it_was(folder: Path) -> None:
    _payload(folder)
    for path in ("etc/rancher/k3s/config.yaml", "etc/systemd/system/k3s.service"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("")
    _run(folder, "install")
    assert "systemctl restart --no-block k3s\n" in (folder / "calls").read_text()


def test_a_server_moves_its_state_to_etcd_once(folder: Path) -> None:
    assert _run(folder, "embed-etcd").returncode == 0
    dropin = folder / "etc/rancher/k3s/config.yaml.d/10-edgewright-etcd.yaml"
    assert dropin.read_text() == "cluster-init: true\n"
    assert (folder / "calls").read_text().count("systemctl restart k3s") == 1
    (folder / "var/lib/rancher/k3s/server/db/etcd/member").mkdir(parents=True)
    assert _run(folder, "embed-etcd").returncode == 0
    assert (folder / "calls").read_text().count("systemctl restart k3s") == 1
