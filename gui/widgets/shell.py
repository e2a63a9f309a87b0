"""The frame of a window, under one name."""

from __future__ import annotations

from gui.widgets.logo import Logo
from gui.widgets.page import Page
from gui.widgets.step_button import StepButton

__all__ = ["Logo", "Page", "StepButton"]
