"""Says which container images a kubeadm node needs and makes them from the built parts.

Names and tags are those that kubeadm v1.34 asks for by itself, with one exception: it wants a
newer etcd than the one that is linked here, so a cluster must be told `etcd.local.imageTag`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.testbed.golang import COREDNS, KUBERNETES, module_version
from tests.testbed.layers import CAP_NET_BIND_SERVICE, Layer, LayerWriter
from tests.testbed.oci import Image, write_archive

REPOSITORY = "registry.k8s.io"
KUBERNETES_VERSION = module_version(KUBERNETES, "k8s.io/kubernetes")
COREDNS_VERSION = module_version(COREDNS, "github.com/coredns/coredns")
ETCD_TAG = f"{module_version(KUBERNETES, 'go.etcd.io/etcd/server/v3').removeprefix('v')}-0"
PAUSE_TAG = "3.10.1"
PROBE_IMAGE = "node.local/probe:1"

_CONTROL_PLANE = ("kube-apiserver", "kube-controller-manager", "kube-scheduler")
_APPLETS = [
    "sh",
    "cat",
    "ls",
    "ps",
    "ip",
    "ping",
    "wget",
    "nslookup",
    "sleep",
    "httpd",
    "nc",
    "id",
    "env",
    "date",
    "hostname",
    "mount",
    "df",
    "stat",
    "touch",
    "grep",
    "sed",
    "tr",
    "head",
    "tail",
    "mkdir",
    "rm",
    "sync",
    "seq",
    "true",
    "false",
]
_XTABLES = ("iptables", "ip6tables")
_LEFT_OUT = ("usr/include", "usr/share", "usr/games", "usr/src", "usr/local")
_KEPT = ("bin", "sbin", "lib", "lib64", "usr")


@dataclass(frozen=True, slots=True)
class Ingredients:
    """The files that the images are made of."""

    kubeall: Path
    coredns: Path
    pause: Path
    busybox: Path
    proxy_root: Path


def write_images(out: Path, parts: Ingredients, scratch: Path) -> None:
    """Write the archive `out`; layers are made in the existing folder `scratch`."""
    kubernetes = _kubernetes_layer(parts.kubeall, scratch / "kubernetes.tar")
    proxy_tools = _proxy_layer(parts.proxy_root, scratch / "proxy-tools.tar")
    coredns = _coredns_layer(parts.coredns, scratch / "coredns.tar")
    pause = _pause_layer(parts.pause, scratch / "pause.tar")
    busybox = busybox_layer(parts.busybox, scratch / "busybox.tar")

    def kube(name: str, tag: str, *layers: Layer) -> Image:
        return Image(
            f"{REPOSITORY}/{name}:{tag}", layers, {"Entrypoint": [f"/usr/local/bin/{name}"]}
        )

    write_archive(
        out,
        (
            *(kube(name, KUBERNETES_VERSION, kubernetes) for name in _CONTROL_PLANE),
            kube("kube-proxy", KUBERNETES_VERSION, kubernetes, proxy_tools),
            kube("etcd", ETCD_TAG, kubernetes),
            Image(
                f"{REPOSITORY}/coredns/coredns:{COREDNS_VERSION}",
                (coredns,),
                {"Entrypoint": ["/coredns"], "User": "65532:65532"},
            ),
            Image(
                f"{REPOSITORY}/pause:{PAUSE_TAG}",
                (pause,),
                {"Entrypoint": ["/pause"], "User": "65535:65535"},
            ),
            # A shell and kubectl.  busybox alone does not do: its wget cannot resolve names without
            # the C library's modules, and crashes.
            Image(PROBE_IMAGE, (busybox, kubernetes), {"Cmd": ["/bin/sh"]}),
        ),
    )


def _kubernetes_layer(kubeall: Path, path: Path) -> Layer:
    """One program under the names of all; five images share this layer."""
    with LayerWriter(path) as layer:
        layer.program("usr/local/bin/kubeall", kubeall)
        for name in (*_CONTROL_PLANE, "kube-proxy", "etcd", "kubectl"):
            layer.link(f"usr/local/bin/{name}", "kubeall")
        layer.folder("tmp", 0o1777)
    return layer.finish()


def _proxy_layer(root: Path, path: Path) -> Layer:
    with LayerWriter(path) as layer:
        layer.archive(root, _is_proxy_tool)
        for family in _XTABLES:  # what update-alternatives would have made
            for suffix in ("", "-save", "-restore"):
                layer.link(f"usr/sbin/{family}{suffix}", "xtables-nft-multi")
        layer.folder("run")
        layer.folder("var/lib")
    return layer.finish()


def _is_proxy_tool(name: str) -> bool:
    return (
        name.split("/", maxsplit=1)[0] in _KEPT
        and not name.startswith(_LEFT_OUT)
        and "/perl" not in name
        and not name.endswith(".a")
    )


def _coredns_layer(coredns: Path, path: Path) -> Layer:
    """It runs as an ordinary user on port 53, so the file must carry the capability for it."""
    with LayerWriter(path) as layer:
        layer.program("coredns", coredns, capabilities=CAP_NET_BIND_SERVICE)
    return layer.finish()


def _pause_layer(pause: Path, path: Path) -> Layer:
    with LayerWriter(path) as layer:
        layer.program("pause", pause)
    return layer.finish()


def busybox_layer(busybox: Path, path: Path) -> Layer:
    with LayerWriter(path) as layer:
        layer.program("bin/busybox", busybox)
        for applet in _APPLETS:
            layer.link(f"bin/{applet}", "busybox")
        layer.text("etc/passwd", "root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n")
        layer.folder("tmp", 0o1777)
    return layer.finish()
