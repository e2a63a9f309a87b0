"""Bar: an installation takes at most 10 % more than the same VM's own boot and `kubeadm init`.

The real thing, minutes long: `dev.py bench --real`, on a PC that does nothing else.  Both sides
have the same node image, sizes and scripts.  The product's time is that of its whole run; the
bare side begins with a virtual machine that is made already, boots it, and runs the scripts of
the distribution over one SSH session, without waits, journal or checks of the engine.
"""

from __future__ import annotations

import asyncio
import signal
import tempfile
import time
from pathlib import Path

import yaml

from installer.api import open_session
from installer.config.model import Node
from installer.distributions.kubeadm_config import cluster_documents
from installer.distributions.kubeadm_files import node_files
from installer.errors import HostUnreachable
from installer.files import write_private
from installer.host.base import Command, HostDriver, checked
from installer.host.door import Knock
from installer.host.script import node_script
from installer.resources import resource_text
from installer.steps.context import StepContext
from installer.steps.prepare_data_disk import DATA_DEVICE
from tests.bench import Measure, finish
from tests.e2e.product import Product, step_began
from tests.testbed.bundle import build_test_bundle

_LIMIT = 3600.0
_POLL = 0.5


def product_seconds(product: Product, words: tuple[str, ...]) -> float:
    """How long the program takes, by its own last event."""
    process, events = product.follow(*words)
    product.finish(process, expect=0)
    [seconds] = [event["seconds"] for event in events if event["event"] == "RunFinished"]
    return float(seconds)


def make_vm(product: Product, words: tuple[str, ...]) -> None:
    """Install up to a virtual machine with all disks that was never started."""
    process, _ = product.follow(*words, until=step_began("attach-seed"))
    # A stop that is asked for takes effect between phases: before the start.
    process.send_signal(signal.SIGINT)
    product.finish(process, expect=6)


async def bare_seconds(state: Path, name: str) -> float:
    """How long the virtual machine and Kubernetes take by themselves."""
    async with open_session(state=state).look(name).context() as ctx:
        node = ctx.config.spec.nodes[0]
        started = time.monotonic()
        await ctx.hypervisor.start(ctx.vm(node))
        guest = await _booted(ctx, node)
        folders = " ".join(ctx.distribution.data_folders())
        values = {"DEVICE": DATA_DEVICE, "FOLDERS": folders}
        await checked(guest, node_script("data-disk", "The data disk", values), timeout=_LIMIT)
        await _set_up(ctx, node, guest)
        write_private(
            ctx.paths.kubeconfig,
            (await ctx.distribution.kubeconfig(guest, ctx.settings(node))).encode(),
        )
        await _ready(ctx)
        return time.monotonic() - started


async def _booted(ctx: StepContext, node: Node) -> HostDriver:
    while await ctx.door.knock(ctx.endpoint(node)) is not Knock.GREETED:
        await asyncio.sleep(_POLL)
    guest = await _logged_in(ctx, node)
    wait = Command(argv=("sudo", "cloud-init", "status", "--wait"), purpose="The first boot")
    await guest.run(wait, timeout=_LIMIT)
    return guest


async def _logged_in(ctx: StepContext, node: Node) -> HostDriver:
    while True:
        try:
            return await ctx.node(node)
        except HostUnreachable:
            await asyncio.sleep(_POLL)


async def _set_up(ctx: StepContext, node: Node, guest: HostDriver) -> None:
    settings = ctx.settings(node)
    for path, text in node_files(settings).items():
        await guest.write_text(path, text)
    await _run(guest, "install")
    documents = cluster_documents(settings, patience=ctx.pace)
    text = yaml.safe_dump_all(documents, sort_keys=False)
    await guest.write_text("/etc/edgewright/kubeadm.yaml", text, mode=0o600)
    await _run(guest, "init")


async def _run(guest: HostDriver, name: str) -> None:
    script = resource_text(f"node/kubeadm/{name}.sh").encode()
    command = Command(argv=("sudo", "sh", "-eu", "-s"), stdin=script, purpose=name)
    await checked(guest, command, timeout=_LIMIT)


async def _ready(ctx: StepContext) -> None:
    while True:
        try:
            if (await ctx.cluster_api(ctx.paths.kubeconfig).health()).ready:
                return
        except HostUnreachable:
            pass
        await asyncio.sleep(_POLL)


def main() -> None:
    """Measure and judge; nothing is left behind."""
    bundle = build_test_bundle(lambda line: print(f"  {line}", flush=True))
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder) / "state")
        cluster = Path(folder) / "cluster.yaml"
        try:
            # Both sides shall find the files of the bundle in the cache.
            product.run("bundle", "verify", str(bundle))
            product.run("new", "--name", "bench", "-o", str(cluster))
            words = ("apply", "-f", str(cluster), "--bundle", str(bundle), "--yes")
            make_vm(product, words)
            bare = asyncio.run(bare_seconds(product.state, "bench"))
            product.run("undo", "bench")
            ours = product_seconds(product, words)
        finally:
            product.clean_up()
    print(f"        the program {ours:.0f} s, bare boot and kubeadm {bare:.0f} s")
    finish(Measure(name="install over bare boot and kubeadm init", value=ours / bare, at_most=1.1))


if __name__ == "__main__":
    main()
