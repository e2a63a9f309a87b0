"""Rows and what stands in them, under one name."""

from __future__ import annotations

from gui.widgets.check_row import CheckRow
from gui.widgets.evidence import Evidence
from gui.widgets.key_values import key_values
from gui.widgets.progress_bar import ProgressBar
from gui.widgets.step_row import StepRow

__all__ = ["CheckRow", "Evidence", "ProgressBar", "StepRow", "key_values"]
