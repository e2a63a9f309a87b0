"""The seed: the small disk from which a node learns at its first boot who it is.

cloud-init reads it (data source NoCloud): host name, user, keys, a static address.  The node's
own SSH host key comes with it, so the installer knows that key before the node exists and can
never be shown another.  Everything else is done later over SSH, where every wait can be explained.
"""

from __future__ import annotations

import io
import shlex
from dataclasses import dataclass
from pathlib import Path

from installer.config.model import Proxy
from installer.config.yaml_text import dump_yaml
from installer.files import write_private
from installer.images.node_settings import settings_commands, settings_files
from installer.images.seed_network import (
    LanCard,
    NodeCards,
    OutsideCard,
    network_document,
    reserve_commands,
    reserve_files,
)

LABEL = "CIDATA"
USER = "edgewright"
# `.internal` is set aside by ICANN for private use: such a name never leaves the node.
DOMAIN = "node.internal"
PROXY_FILE = "/etc/profile.d/edgewright-proxy.sh"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedSpec:
    """What a node is told.  `address` has its prefix length (`10.91.0.10/24`).

    Keys are in OpenSSH's own forms: `authorized_key` and `host_key_public` are one line,
    `host_key_private` is the PEM text of an Ed25519 key.  `certificates` is the PEM text of
    authorities that the node shall trust.
    """

    instance_id: str
    hostname: str
    authorized_key: str
    host_key_private: str
    host_key_public: str
    mac: str
    address: str
    gateway: str
    name_servers: tuple[str, ...]
    user: str = USER
    proxy: Proxy | None = None
    lan: LanCard | None = None
    outside: tuple[OutsideCard, ...] = ()
    time_zone: str = "UTC"
    time_servers: tuple[str, ...] = ()
    certificates: str = ""

    @property
    def cards(self) -> NodeCards:
        """The node's cards."""
        return NodeCards(
            mac=self.mac,
            address=self.address,
            gateway=self.gateway,
            name_servers=self.name_servers,
            lan=self.lan,
            outside=self.outside,
        )


def seed_documents(spec: SeedSpec) -> dict[str, str]:
    """The files of the seed: name and text."""
    return {
        "meta-data": dump_yaml({"instance-id": spec.instance_id, "local-hostname": spec.hostname}),
        "user-data": "#cloud-config\n" + dump_yaml(_user_data(spec)),
        "network-config": dump_yaml(network_document(spec.cards)),
    }


def _user_data(spec: SeedSpec) -> dict[str, object]:
    document: dict[str, object] = {
        "hostname": spec.hostname,
        "fqdn": f"{spec.hostname}.{DOMAIN}",
        "preserve_hostname": False,
        "manage_etc_hosts": True,
        "users": [
            {
                "name": spec.user,
                "gecos": "Edgewright",
                "groups": ["adm", "sudo"],
                "sudo": "ALL=(ALL) NOPASSWD:ALL",
                "shell": "/bin/bash",
                "lock_passwd": True,
                "ssh_authorized_keys": [spec.authorized_key.strip()],
            }
        ],
        "disable_root": True,
        "ssh_pwauth": False,
        "ssh_deletekeys": False,
        "ssh_keys": {
            "ed25519_private": spec.host_key_private.strip() + "\n",
            "ed25519_public": spec.host_key_public.strip(),
        },
        "package_update": False,
        "package_upgrade": False,
    }
    settings = (spec.time_zone, spec.time_servers, spec.certificates)
    files = {**settings_files(*settings), **reserve_files(spec.outside)}
    if spec.proxy is not None:
        files = {PROXY_FILE: _proxy_script(spec), **files}
    if files:
        document["write_files"] = [
            {"path": path, "permissions": "0644", "content": text} for path, text in files.items()
        ]
    if commands := [*settings_commands(*settings), *reserve_commands(spec.outside)]:
        document["runcmd"] = ["set -eu", *commands]
    return document


def _proxy_script(spec: SeedSpec) -> str:
    """The proxy for people who log in to look around.

    Not in /etc/environment: kubeadm would hand that on to the control plane, whose own traffic
    must never go to a proxy.  containerd gets the proxy from the distribution.
    """
    assert spec.proxy is not None
    wanted = [place for place in spec.proxy.no_proxy.split(",") if place]
    direct = ",".join(dict.fromkeys(["localhost", "127.0.0.1", *spec.cards.networks, *wanted]))
    values = {"http_proxy": spec.proxy.http, "https_proxy": spec.proxy.https, "no_proxy": direct}
    return "".join(
        f"export {name}={shlex.quote(str(value))}\n"
        for lower, value in values.items()
        if value
        for name in (lower, lower.upper())
    )


def write_seed(path: Path, documents: dict[str, str]) -> None:
    """Write the seed as an ISO image that only its owner may read: it holds the host key.

    Raises OSError.
    """
    import pycdlib  # noqa: PLC0415 - slow to import: only when a disk is written

    iso = pycdlib.PyCdlib()
    iso.new(interchange_level=3, joliet=3, rock_ridge="1.09", vol_ident=LABEL)
    try:
        for position, (name, text) in enumerate(documents.items()):
            data = text.encode()
            # The plain ISO name is of no interest: every reader takes one of the other two.
            iso.add_fp(
                io.BytesIO(data),
                len(data),
                f"/F{position:07}.;1",
                rr_name=name,
                joliet_path=f"/{name}",
            )
        image = io.BytesIO()
        iso.write_fp(image)
    finally:
        iso.close()
    write_private(path, image.getvalue())
