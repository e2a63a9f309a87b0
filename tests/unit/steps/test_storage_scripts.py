"""The scripts for shared folders and add-ons, run by a real shell among programs that pretend."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from installer.host.script import node_script

FAKES = {
    # The one form of a name that this program really makes: that of systemd.unit(5).
    "systemd-escape": r"""
for word; do
    case $word in
        --suffix=*) suffix=${word#--suffix=} ;;
        /*) path=${word#"$FAKE"/} ;;
    esac
done
echo "$(printf %s "${path#/}" | sed 's|-|\\x2d|g; s|/|-|g').$suffix"
""",
    "systemctl": """
case $1 in
    is-active) grep -qsF "restart ${3:-$2}" "$FAKE/calls" && echo active ;;
    *) printf 'systemctl %s\\n' "$*" >>"$FAKE/calls" ;;
esac
""",
    "mount.nfs": "",
    # Knows an object once its file was applied.
    "kubectl": """
echo "kubectl $*" >>"$FAKE/calls"
for file; do :; done
case "$*" in
    *" apply "*) grep -q kind "$file" && cp "$file" "$FAKE/applied-${file##*/}" ;;
    *" get "*) [ -e "$FAKE/applied-${file##*/}" ] ;;
esac
""",
}
SHARES = {"NAMES": "till-prices", "FOLDER": "/etc/edgewright/shares"}
UNIT = "var-lib-edgewright-shares-till\\x2dprices"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A node: its programs, and the units of a share as the installer has written them."""
    for name, text in FAKES.items():
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}")
        path.chmod(0o755)
    shares = tmp_path / "etc/edgewright/shares"
    shares.mkdir(parents=True)
    (shares / "till-prices.mount").write_text("[Mount]\nType=nfs\n")
    (shares / "till-prices.automount").write_text("[Automount]\n")
    (tmp_path / "etc/systemd/system").mkdir(parents=True)
    return tmp_path


def _run(folder: Path, name: str, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script; what it would do to the node it does in the folder."""
    script = (node_script(name, "Testing").stdin or b"").decode()
    for top in ("/etc", "/var"):
        script = re.sub(rf"(?<![\w.}}]){top}/", f"{folder}{top}/", script)
    inside = {
        key: re.sub(r"(?<!\S)/etc/", f"{folder}/etc/", value) for key, value in values.items()
    }
    path = f"{folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
    return subprocess.run(
        ["sh", "-eu", "-s"],
        input=script,
        env={"PATH": path, "FAKE": str(folder), **inside},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_node_waits_at_the_folder_of_a_share_and_asks_no_server(folder: Path) -> None:
    assert _run(folder, "shares-ready", SHARES).returncode != 0
    for _ in range(2):
        done = _run(folder, "shares", SHARES)
        assert done.returncode == 0, done.stderr
        assert _run(folder, "shares-ready", SHARES).returncode == 0
    units = folder / "etc/systemd/system"
    assert {path.name for path in units.iterdir()} == {f"{UNIT}.mount", f"{UNIT}.automount"}
    assert (folder / "var/lib/edgewright/shares/till-prices").is_dir()
    calls = (folder / "calls").read_text()
    assert f"enable -q {UNIT}.automount" in calls
    assert f"{UNIT}.mount" not in calls


def test_a_unit_that_differs_is_not_ready(folder: Path) -> None:
    _run(folder, "shares", SHARES)
    (folder / "etc/edgewright/shares/till-prices.mount").write_text("[Mount]\nType=nfs\n# new\n")
    assert _run(folder, "shares-ready", SHARES).returncode != 0


def test_a_node_image_that_cannot_mount_is_named_as_the_reason(folder: Path) -> None:
    (folder / "etc/edgewright/shares/till-prices.mount").write_text("[Mount]\nType=cifs\n")
    done = _run(folder, "shares", SHARES)
    assert done.returncode == 3
    assert "has no mount.cifs" in done.stderr
    assert not (folder / "calls").exists()


def test_all_objects_of_add_ons_are_there_after_they_were_applied(folder: Path) -> None:
    files = [folder / "etc/edgewright/a.yaml", folder / "etc/edgewright/b.yaml"]
    for file in files:
        file.write_text("kind: ConfigMap\n")
    values = {"ACCESS": "/etc/admin.conf", "FILES": " ".join(map(str, files))}
    assert _run(folder, "add-ons-ready", values).returncode != 0
    assert _run(folder, "add-ons", values).returncode == 0
    assert _run(folder, "add-ons-ready", values).returncode == 0
    assert "--server-side --force-conflicts" in (folder / "calls").read_text()


def test_objects_that_are_refused_are_a_failure_also_when_they_are_not_the_last(
    folder: Path,
) -> None:
    bad, good = folder / "etc/edgewright/a.yaml", folder / "etc/edgewright/b.yaml"
    bad.write_text("nothing\n")
    good.write_text("kind: ConfigMap\n")
    values = {"ACCESS": "/etc/admin.conf", "FILES": f"{bad} {good}"}
    assert _run(folder, "add-ons", values).returncode != 0
    assert _run(folder, "add-ons-ready", values).returncode != 0
