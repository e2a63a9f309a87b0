"""The smallest good file, and the files of `cases/` that are not good."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import Any

import yaml

GOOD = """\
apiVersion: edgewright.dev/v1alpha1
kind: EdgeCluster
metadata:
  name: shop-1
spec:
  distribution: kubeadm
  nodes:
    - name: shop-1-node
      cpus: 2
      memory: 4GiB
      dataDisk: 20GiB
  network:
    subnet: 192.168.219.0/24
    podCidr: 10.244.0.0/16
    serviceCidr: 10.96.0.0/16
"""

_NODE = """\
dataDisk: 20GiB
      role: server
      mac: "52:54:00:12:34:56"
      address: 172.29.0.20
      labels: {shop.local/place: cellar}
      taints: [gpu=yes:NoSchedule]
    - name: till
      cpus: 1
      memory: 2GiB
      dataDisk: 10GiB
      mac: "52:54:00:12:34:57"
      address: 172.29.0.21"""
# The certificate of an authority that signs nothing: its key was thrown away.
AUTHORITY = """\
-----BEGIN CERTIFICATE-----
MIHnMIGaoAMCAQICAQEwBQYDK2VwMBIxEDAOBgNVBAMMB1Nob3AgQ0EwIBcNMjUw
MTAxMDAwMDAwWhgPMjA1NTAxMDEwMDAwMDBaMBIxEDAOBgNVBAMMB1Nob3AgQ0Ew
KjAFBgMrZXADIQBlfnl0TEhi8daCZ+0CqzI6Fbr0Gp1EdVbaHYJ3Dpw5EqMTMBEw
DwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQChso5SuAo2ZEXn/78HxqyDg7jBtQoQ
cvOAfPk7g1NGWWkcUZtAI7tXrRiHv+xlGEtt3e21SmHKcvITYcCyHGED
-----END CERTIFICATE-----
"""

# A file that uses every key.
FULL = f"""\
{GOOD.replace("dataDisk: 20GiB", _NODE)}\
    external:
      adapter: enp3s0
      subnet: 172.29.0.0/24
      gateway: 172.29.0.1
      vlan: 20
      mtu: 1400
    secondary:
      - name: machines
        adapter: br0
        subnet: 172.30.0.0/24
        gateway: 172.30.0.1
        vlan: 30
        mtu: 9000
        addresses: {{till: 172.30.0.21}}
    loadBalancer: {{first: 172.29.0.200, last: 172.29.0.219}}
    dns: [192.168.1.1]
    proxy: {{http: "http://proxy:3128", https: "http://proxy:3128"}}
    ports:
      - {{host: 8080, node: 80, nodeName: till}}
      - {{host: 8443, node: 443, nodeName: shop-1-node}}
  version: v1.34.1
  secretEncryption: true
  logSize: 50MiB
  timeZone: Europe/Berlin
  timeServers: [ntp.shop.local]
  registries:
    mirrors: {{docker.io: ["https://mirror.shop.local:5000"]}}
    certificateAuthority: |
{indent(AUTHORITY, "      ")}\
  storage:
    localVolumes: false
    shares:
      - {{name: prices, kind: nfs, server: nas.shop.local, path: /export/prices, readOnly: true}}
      - name: scans
        kind: smb
        server: 192.168.1.9
        path: scans$/inbox
        options: [vers=3.1.1, nobrl]
        credential: shop-1/nas
  arc:
    subscription: 01234567-89ab-cdef-0123-456789abcdef
    tenant: 11234567-89ab-cdef-0123-456789abcdef
    resourceGroup: shops
    region: westeurope
    clusterName: shop-1
"""

CASES: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
}


def good_with(*changes: tuple[str, str]) -> str:
    """The good file with pieces of text replaced; a piece that is not there is a mistake."""
    text = GOOD
    for old, new in changes:
        assert old in text, f"{old!r} does not stand in the sample"
        text = text.replace(old, new)
    return text


def good_network_with(line: str) -> str:
    """The good file with one more line in its network."""
    return f"{GOOD}    {line}\n"
