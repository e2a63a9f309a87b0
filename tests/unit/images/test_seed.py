"""The seed: its documents against golden files, and the disk that carries them."""

from __future__ import annotations

import dataclasses
import io
import stat
from pathlib import Path
from typing import Any

import pycdlib
import pytest
import yaml

from installer.config.model import Proxy
from installer.images.seed import SeedSpec, seed_documents, write_seed
from installer.images.seed_network import LanCard, OutsideCard
from tests.unit.config.samples import AUTHORITY

GOLDEN = Path(__file__).parents[2] / "golden" / "seed"
NAMES = ("meta-data", "user-data", "network-config")

# A key pair of nobody: the private half is not even a key.
PLAIN = SeedSpec(
    instance_id="edgewright-store-7-node-1",
    hostname="node-1",
    authorized_key="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIClientKeyOfTheTests edgewright client\n",
    host_key_private=(
        "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        "bm90IGEgcmVhbCBrZXksIG9ubHkgdGV4dA==\n"
        "c2Vjb25kIGxpbmU=\n"
        "-----END OPENSSH PRIVATE KEY-----\n"
    ),
    host_key_public="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHostKeyOfTheTests node-1\n",
    mac="52:54:00:12:34:01",
    address="10.91.0.10/24",
    gateway="10.91.0.2",
    name_servers=("10.91.0.3",),
)
PROXIED = dataclasses.replace(
    PLAIN,
    name_servers=("192.0.2.53", "192.0.2.54"),
    proxy=Proxy.model_validate(
        {
            "http": "http://proxy.test:3128",
            "https": "http://proxy.test:3129",
            "noProxy": "127.0.0.1,.test",
        }
    ),
)
SETTINGS = dataclasses.replace(
    PLAIN,
    time_zone="Europe/Berlin",
    time_servers=("ntp.test", "192.0.2.123"),
    certificates=AUTHORITY * 2,
)
LAN = dataclasses.replace(PROXIED, lan=LanCard("52:54:00:12:34:81", "10.92.0.11/24"))
EXTERNAL = dataclasses.replace(
    PROXIED,
    name_servers=("192.0.2.53", "10.91.0.3"),
    outside=(
        OutsideCard(
            name="ext0",
            mac="52:54:00:12:34:E0",
            address="203.0.113.10/26",
            mtu=1400,
            gateway="203.0.113.1",
            way_out=True,
        ),
        OutsideCard(name="net1", mac="52:54:00:12:34:e1", address="172.30.0.10/24", mtu=9000),
    ),
)
SECONDARY = dataclasses.replace(
    LAN,
    outside=(
        OutsideCard(name="net2", mac="52:54:00:12:34:e2", address="172.30.0.10/24", mtu=1500),
        OutsideCard(
            name="net3",
            mac="52:54:00:12:34:e3",
            address="172.31.0.10/24",
            mtu=1500,
            gateway="172.31.0.1",
        ),
    ),
)
CASES = {"plain": PLAIN, "proxy": PROXIED, "settings": SETTINGS, "lan": LAN, "external": EXTERNAL}
CASES["secondary"] = SECONDARY


@pytest.mark.parametrize("document", NAMES)
@pytest.mark.parametrize("case", CASES)
def test_documents_are_as_recorded(case: str, document: str) -> None:
    found = seed_documents(CASES[case])
    assert tuple(found) == NAMES
    assert found[document] == (GOLDEN / case / document).read_text(encoding="utf-8")


def test_every_golden_file_is_looked_at() -> None:
    files = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert files == {f"{case}/{document}" for case in CASES for document in NAMES}


def test_user_data_begins_as_cloud_init_wants_it() -> None:
    assert seed_documents(PLAIN)["user-data"].startswith("#cloud-config\n")


EVIL = "x\"'\nusers: [root] # {a: &b *c} !!python/object:os.system : \t-"


@pytest.mark.parametrize("field", ["instance_id", "hostname", "user", "gateway"])
def test_no_value_can_break_out_of_its_place(field: str) -> None:
    harmless, evil = (_load(_with_text(field, text)) for text in ("harmless", EVIL))
    assert evil == _replace(harmless, "harmless", EVIL)
    assert evil != harmless


def _with_text(field: str, text: str) -> SeedSpec:
    changes: dict[str, Any] = {field: text}
    return dataclasses.replace(PLAIN, **changes)


def _load(spec: SeedSpec) -> object:
    return {name: yaml.safe_load(text) for name, text in seed_documents(spec).items()}


def _replace(value: object, old: str, new: str) -> object:
    if isinstance(value, dict):
        return {key: _replace(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replace(inner, old, new) for inner in value]
    return value.replace(old, new) if isinstance(value, str) else value


def test_the_mac_stays_a_text_although_yaml_knows_numbers_of_base_60() -> None:
    spec = dataclasses.replace(PLAIN, mac="52:54:00:12:34:56")
    network = yaml.safe_load(seed_documents(spec)["network-config"])
    assert network["ethernets"]["node0"]["match"] == {"macaddress": "52:54:00:12:34:56"}


def test_no_route_leads_out_over_the_network_between_nodes() -> None:
    cards = yaml.safe_load(seed_documents(LAN)["network-config"])["ethernets"]
    assert {name: "routes" in card for name, card in cards.items()} == {
        "node0": True,
        "lan0": False,
    }
    assert cards["lan0"]["match"] == {"macaddress": "52:54:00:12:34:81"}


def test_the_host_key_arrives_unchanged() -> None:
    keys = yaml.safe_load(seed_documents(PLAIN)["user-data"])["ssh_keys"]
    assert keys["ed25519_private"] == PLAIN.host_key_private
    assert keys["ed25519_public"] == PLAIN.host_key_public.strip()


def test_proxy_values_cannot_run_anything_in_a_shell() -> None:
    proxy = Proxy.model_construct(http="http://a/$(touch x)'", https=None, no_proxy="")
    text = seed_documents(dataclasses.replace(PLAIN, proxy=proxy))["user-data"]
    (file,) = yaml.safe_load(text)["write_files"]
    assert file["content"].splitlines()[0] == "export http_proxy='http://a/$(touch x)'\"'\"''"
    assert "https_proxy" not in file["content"]


def test_settings_come_beside_the_proxy() -> None:
    spec = dataclasses.replace(SETTINGS, proxy=PROXIED.proxy)
    files = yaml.safe_load(seed_documents(spec)["user-data"])["write_files"]
    assert [file["path"] for file in files] == [
        "/etc/profile.d/edgewright-proxy.sh",
        "/etc/timezone",
        "/etc/systemd/timesyncd.conf.d/edgewright.conf",
        "/usr/local/share/ca-certificates/edgewright-1.crt",
        "/usr/local/share/ca-certificates/edgewright-2.crt",
    ]
    assert [file["content"] for file in files[3:]] == [AUTHORITY, AUTHORITY]


def test_the_commands_of_the_first_boot_end_at_the_first_that_fails() -> None:
    commands = yaml.safe_load(seed_documents(SETTINGS)["user-data"])["runcmd"]
    assert commands[0] == "set -eu"
    assert commands[1] == ["ls", "/usr/share/zoneinfo/Europe/Berlin"]


def test_without_name_servers_none_are_named() -> None:
    spec = dataclasses.replace(PLAIN, name_servers=())
    network = yaml.safe_load(seed_documents(spec)["network-config"])
    assert "nameservers" not in network["ethernets"]["node0"]


@pytest.mark.parametrize("names", ["rr_path", "joliet_path"])
def test_the_disk_has_the_documents_under_their_names(tmp_path: Path, names: str) -> None:
    documents = seed_documents(PLAIN)
    write_seed(tmp_path / "seed.iso", documents)
    iso = pycdlib.PyCdlib()
    iso.open(str(tmp_path / "seed.iso"))
    try:
        for name, text in documents.items():
            data = io.BytesIO()
            iso.get_file_from_iso_fp(data, **{names: f"/{name}"})
            assert data.getvalue() == text.encode()
    finally:
        iso.close()


def test_the_disk_has_the_label_that_cloud_init_looks_for(tmp_path: Path) -> None:
    write_seed(tmp_path / "seed.iso", seed_documents(PLAIN))
    assert (tmp_path / "seed.iso").read_bytes()[32808:32840] == b"CIDATA".ljust(32)


def test_only_the_owner_can_read_the_disk(tmp_path: Path) -> None:
    seed = tmp_path / "deep" / "seed.iso"
    write_seed(seed, {"meta-data": "old"})
    seed.chmod(0o644)
    write_seed(seed, seed_documents(PLAIN))
    assert stat.S_IMODE(seed.stat().st_mode) == 0o600
    assert [path.name for path in seed.parent.iterdir()] == ["seed.iso"]
