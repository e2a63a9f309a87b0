"""Builds the programs that come as Go modules: Kubernetes with etcd, CoreDNS, the add-ons."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.testbed.cache import content_key
from tests.testbed.commands import run

HERE = Path(__file__).parent
KUBERNETES, COREDNS = HERE / "kubernetes", HERE / "coredns"
LOCAL_PATH = HERE / "addons" / "local-path"
KUBE_VIP = HERE / "addons" / "kube-vip"
KUBE_VIP_CLOUD = HERE / "addons" / "kube-vip-cloud-provider"
# The program that each add-on is: a main package of somebody else's module.
PACKAGES = {
    LOCAL_PATH: "github.com/rancher/local-path-provisioner",
    KUBE_VIP: "github.com/kube-vip/kube-vip",
    KUBE_VIP_CLOUD: "github.com/kube-vip/kube-vip-cloud-provider",
}
_BUILD_JOBS = "2"


def module_version(module: Path, dependency: str) -> str:
    """The version of a dependency in a module's go.mod, with its leading v."""
    pattern = rf"^\s*(?:require )?{re.escape(dependency)} (v\S+)"
    match = re.search(pattern, (module / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
    if match is None:
        raise LookupError(f"{module.name}/go.mod does not require {dependency}")
    return match[1]


def module_key(module: Path) -> str:
    """The cache key of a program: its module and the way it is built."""
    files = [path for pattern in ("*.go", "go.mod", "go.sum") for path in module.glob(pattern)]
    return content_key([*files, Path(__file__)])


def build_kubernetes(go: Path, target: Path) -> None:
    """Link `target`: apiserver, controller-manager, scheduler, proxy, kubelet, kubeadm, etcd."""
    version = module_version(KUBERNETES, "k8s.io/kubernetes")
    major, minor, _ = version.removeprefix("v").split(".")
    facts = {
        "gitVersion": version,
        "gitMajor": major,
        "gitMinor": minor,
        "gitTreeState": "clean",
    }
    flags = (f"-X k8s.io/component-base/version.{name}={value}" for name, value in facts.items())
    _build(go, KUBERNETES, target, " ".join(("-s -w", *flags)))


def build_coredns(go: Path, target: Path) -> None:
    """Link `target`: CoreDNS with the plugins of kubeadm's Corefile."""
    _build(go, COREDNS, target, "-s -w")


def build_add_on(go: Path, module: Path, target: Path) -> None:
    """Link `target`: the program of an add-on, one of PACKAGES."""
    _build(go, module, target, "-s -w", package=PACKAGES[module])


def _build(go: Path, module: Path, target: Path, ldflags: str, *, package: str = ".") -> None:
    """Build statically; the same flags each time keep Go's own cache of packages valid."""
    # fmt: off
    run(
        (str(go), "build", "-p", _BUILD_JOBS, "-trimpath", f"-ldflags={ldflags}",
         "-o", str(target), package),
        folder=module,
        env={**os.environ, "GOFLAGS": "-buildvcs=false", "CGO_ENABLED": "0",
             "GOMAXPROCS": _BUILD_JOBS},
    )
    # fmt: on
