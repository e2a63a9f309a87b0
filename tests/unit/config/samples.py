"""The smallest good file, and the files of `cases/` that are not good."""

from __future__ import annotations

from pathlib import Path
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
