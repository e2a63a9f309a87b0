"""What the kinds that make pods have in common."""

from __future__ import annotations

import msgspec

from installer.cluster.objects import Condition, Named, Part, condition
from installer.cluster.phrases import Phrase, say


class TemplateSpec(Part, frozen=True):
    """The containers of a pod template."""

    containers: list[Named] | None = None
    node_selector: dict[str, str] | None = None


_NO_TEMPLATE_SPEC = TemplateSpec()


class Template(Part, frozen=True):
    """A pod template."""

    spec: TemplateSpec = _NO_TEMPLATE_SPEC


NO_TEMPLATE = Template()


class ScaleFacts(msgspec.Struct, frozen=True, gc=False):
    """How many pods are wanted and how many are ready."""

    wanted: int
    ready: int


_OFF = (False, Phrase("It is switched off: no pod is wanted."))
_LATE = (True, Phrase("The new version did not become ready in time."))
_QUOTA = (True, Phrase("Pods could not be made; its conditions tell why."))
_ALL_ONE = (False, Phrase("The pod runs and is ready."))


def judge_scale(wanted: int, ready: int, conditions: list[Condition] | None) -> tuple[bool, Phrase]:
    """Attention and sentence for something that wants a number of pods."""
    failure = condition(conditions, "ReplicaFailure")
    if failure is not None and failure.true:
        return _QUOTA
    progress = condition(conditions, "Progressing")
    if progress is not None and progress.reason == "ProgressDeadlineExceeded":
        return _LATE
    if wanted == 0:
        return _OFF
    if ready < wanted:
        words = "{ready} of {wanted} pods are ready."
        return True, say(words, ready=ready, wanted=wanted)
    if wanted == 1:
        return _ALL_ONE
    return False, say("All {wanted} pods are ready.", wanted=wanted)
