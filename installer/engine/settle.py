"""Brings a change of a node to its end: the disk, the file system on it, the machine itself."""

from __future__ import annotations

import dataclasses

from installer.config.model import Node
from installer.engine.changes import Pending, pending_changes
from installer.engine.journal import Journal
from installer.engine.machines import stop_nodes
from installer.host.base import checked
from installer.host.script import node_script
from installer.hypervisors.base import VmPower
from installer.steps.base import step_key
from installer.steps.context import StepContext
from installer.steps.prepare_data_disk import DATA_DEVICE
from installer.steps.wait_for_node import WaitForNode


async def settle(journal: Journal, context: StepContext) -> None:
    """Do what the journal says has still to be done; called again, it comes to the same end.

    Raises the errors of the hypervisor, of a node that does not start, and of its commands.
    """
    for pending in pending_changes(journal.records):
        node = next(n for n in context.config.spec.nodes if n.name == pending.node)
        await _settle(context, node, pending)
        journal.append("settled", node=node.name)


async def _settle(context: StepContext, node: Node, pending: Pending) -> None:
    hypervisor, vm = context.hypervisor, context.vm(node)
    running = await hypervisor.describe(vm) is VmPower.RUNNING
    stays = running or pending.running
    await hypervisor.grow_data(vm, node.data_disk)
    await hypervisor.configure(vm)
    if pending.restart and running:
        context.notice(f"Restarting {node.name}.")
        await stop_nodes(context, {node.name})
    # A file system can only be grown by the node itself, so one that was stopped starts for it.
    if stays or pending.grow:
        await hypervisor.start(vm)
        step = WaitForNode(node)
        context.notice(f"Waiting until {node.name} has started.")
        await step.apply(dataclasses.replace(context, step=step_key(step)))
    if pending.grow:
        context.notice(f"Growing the file system of {node.name} to {node.data_disk}.")
        await _grow_file_system(context, node)
    if pending.grow and not stays:
        await stop_nodes(context, {node.name})


async def _grow_file_system(context: StepContext, node: Node) -> None:
    host = await context.node(node)
    command = node_script(
        "grow-data-disk",
        "Growing the file system of the data disk",
        {"DEVICE": DATA_DEVICE, "SIZE": str(int(node.data_disk))},
    )
    await checked(host, command, timeout=120 * context.pace)
