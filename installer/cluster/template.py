"""What the kinds that make pods have in common."""

from __future__ import annotations

import msgspec

from installer.cluster.objects import Condition, Named, Part, Selector, condition
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


class ScaledSpec(Part, frozen=True):
    """What is wanted of a kind that keeps a number of pods running."""

    replicas: int | None = None
    selector: Selector | None = None
    template: Template = NO_TEMPLATE

    @property
    def wanted(self) -> int:
        """The number of pods; one where nothing is said."""
        return 1 if self.replicas is None else self.replicas


NO_SCALED_SPEC = ScaledSpec()


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
