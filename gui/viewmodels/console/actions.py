"""What can be done with an object of a kind, and whether this user may do it, and if not why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gui.texts import later, tr
from installer.api.console import Kind, Permission, Row, Watched


@dataclass(frozen=True, slots=True)
class Action:
    """A button: its words, and the verb and resource that the user must be allowed.

    `many` says whether it works on several objects at once; `other` names another kind than that
    of the object, such as the pods of a node.
    """

    key: str
    title: str
    icon: str
    verb: str
    other: str = ""
    subresource: str = ""
    many: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True)
class ActionState:
    """An action and why it cannot be pressed; no reason when it can."""

    action: Action
    reason: str = ""

    @property
    def enabled(self) -> bool:
        """Whether it can be pressed."""
        return not self.reason


_DELETE = Action("delete", later("&Delete…"), "trash", "delete", many=True, danger=True)
_RESTART = Action("restart", later("&Restart"), "arrow-clockwise", "patch")
_SCALE = Action("scale", later("S&cale…"), "arrows-out", "patch", subresource="scale")
_ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "pods": (
        Action("logs", later("Show &log"), "file-text", "get", subresource="log", many=True),
        _DELETE,
    ),
    "deployments": (_RESTART, _SCALE, _DELETE),
    "statefulsets": (_RESTART, _SCALE, _DELETE),
    "daemonsets": (_RESTART, _DELETE),
    "jobs": (_DELETE,),
    "cronjobs": (_DELETE,),
    "claims": (Action("expand", later("&Expand…"), "arrows-out", "patch"), _DELETE),
    "services": (_DELETE,),
    "ingresses": (_DELETE,),
    "nodes": (
        Action("cordon", later("&Close for new pods"), "lock-simple", "patch"),
        Action("uncordon", later("&Open for new pods"), "lock-simple", "patch"),
        Action("drain", later("Move pods &off…"), "arrow-square-out", "create", "pods", "eviction"),
    ),
}


def actions_of(kind: str, *, count: int) -> tuple[ActionState, ...]:
    """What there is for so many objects, not yet known to be allowed."""
    waiting = tr("Asking whether you may do this")
    return tuple(
        ActionState(action, waiting)
        for action in _ACTIONS.get(kind, ())
        if count == 1 or action.many
    )


async def judge(
    cluster: Watched, kind: Kind, rows: tuple[Row, ...], states: tuple[ActionState, ...]
) -> tuple[ActionState, ...]:
    """The same with what is allowed; each namespace is asked once."""
    judged = []
    for state in states:
        action = state.action
        if reason := _pointless(kind, rows, action):
            judged.append(replace(state, reason=reason))
            continue
        if cluster.read_only:
            reason = tr("This is a saved file: nothing can be changed or read anew.")
            judged.append(replace(state, reason=reason))
            continue
        name = rows[0].name if len(rows) == 1 and not action.other else ""
        reason = ""
        for namespace in sorted({"" if action.other else row.namespace for row in rows}):
            permission: Permission = await cluster.allowed(
                action.verb,
                action.other or kind.name,
                namespace=namespace,
                name=name,
                subresource=action.subresource,
            )
            if not permission.allowed:
                reason = permission.reason or tr("You may not do this.")
        judged.append(replace(state, reason=reason))
    return tuple(judged)


def _pointless(kind: Kind, rows: tuple[Row, ...], action: Action) -> str:
    """Why an action makes no sense for these objects as they are."""
    if kind.name == "nodes" and rows and rows[0].facts is not None:
        closed = rows[0].facts.closed
        if action.key == "cordon" and closed:
            return tr("It is closed already.")
        if action.key == "uncordon" and not closed:
            return tr("It is open.")
    return ""
