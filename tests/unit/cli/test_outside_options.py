"""`new` with an external network: a whole file, or a refusal that names what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.cli.main import main
from installer.config.load import load_config

WHOLE = ("--external", "enp3s0", "--address", "192.168.30.50/24", "--gateway", "192.168.30.1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def _new(folder: Path, *words: str) -> int:
    place = ("--simulate", "external-network", "--state", str(folder))
    return main(["new", *place, "-o", str(folder.parent / "cluster.yaml"), *words])


def test_the_node_gets_its_address_in_the_network_of_the_house(folder: Path) -> None:
    assert _new(folder, *WHOLE, "--vlan", "20", "--mtu", "1400") == 0
    spec = load_config(folder.parent / "cluster.yaml").spec
    external = spec.network.external
    assert external is not None
    assert (external.adapter, str(external.subnet)) == ("enp3s0", "192.168.30.0/24")
    assert (external.vlan, external.mtu) == (20, 1400)
    assert str(spec.peer_address(spec.nodes[0])) == "192.168.30.50"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (WHOLE[:4], "together"),
        (WHOLE[2:], "together"),
        (("--vlan", "20"), "together"),
        ((*WHOLE[:3], "192.168.30/24", *WHOLE[4:]), "is not an address"),
        ((*WHOLE[:5], "10.0.0.1"), "spec.network.external.gateway"),
        ((*WHOLE, "--vlan", "4095"), "spec.network.external.vlan"),
    ],
)
def test_what_is_missing_or_cannot_be_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert _new(folder, *words) == 2
    assert told in capsys.readouterr().err
    assert not (folder.parent / "cluster.yaml").exists()


def test_no_line_of_a_file_is_named_that_nobody_has_seen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _new(folder, *WHOLE, "--mtu", "1")
    assert "line " not in capsys.readouterr().err
