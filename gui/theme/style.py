"""Fusion with the few hints that a style sheet cannot reach."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from gui.theme.tokens import Measure

_HINTS = {
    QStyle.StyleHint.SH_ComboBox_Popup: 0,  # a list below the field, not an overlay
    QStyle.StyleHint.SH_ToolTip_WakeUpDelay: 450,
    QStyle.StyleHint.SH_EtchDisabledText: 0,  # no white shadow behind disabled text
    QStyle.StyleHint.SH_ItemView_ShowDecorationSelected: 1,
}
_METRICS = {
    QStyle.PixelMetric.PM_SmallIconSize: Measure.icon,
    QStyle.PixelMetric.PM_ButtonIconSize: Measure.icon,
}


class EdgeStyle(QProxyStyle):
    """The style of the program; `mnemonics` shows the underlined letters."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))
        self.mnemonics = False

    def styleHint(  # noqa: N802 - Qt's own name
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's own name
    ) -> int:
        """Letters are underlined only while Alt is held, as Windows does it."""
        if hint is QStyle.StyleHint.SH_UnderlineShortcut:
            return int(self.mnemonics)
        if hint in _HINTS:
            return _HINTS[hint]
        return int(super().styleHint(hint, option, widget, returnData))

    def pixelMetric(  # noqa: N802 - Qt's own name
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Icons of one size everywhere."""
        if metric in _METRICS:
            return _METRICS[metric]
        return int(super().pixelMetric(metric, option, widget))

    def drawPrimitive(  # noqa: N802 - Qt's own name
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Everything but the dotted focus frame: FocusRing draws it, for the keyboard only."""
        if element is not QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)
