"""Qt's own palette from our colours, for what no style sheet reaches."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from gui.theme.colors import Colors

_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "bg",
    _Role.WindowText: "text",
    _Role.Base: "card",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.Button: "card",
    _Role.ButtonText: "text",
    _Role.BrightText: "fail",
    _Role.ToolTipBase: "raised",
    _Role.ToolTipText: "text",
    # A selection is soft and its text stays: words of a state keep their colour and contrast.
    _Role.Highlight: "selected",
    _Role.HighlightedText: "text",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.PlaceholderText: "text3",
    _Role.Light: "raised",
    _Role.Midlight: "line",
    _Role.Mid: "line",
    _Role.Dark: "line_strong",
    _Role.Shadow: "line_strong",
    _Role.Accent: "accent",
}
_TEXTS = (
    _Role.Text,
    _Role.WindowText,
    _Role.ButtonText,
    _Role.HighlightedText,
    _Role.PlaceholderText,
)


def palette_of(colors: Colors) -> QPalette:
    """The palette of a theme; a view without the focus keeps the colour of its selection."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(colors, name)))
    for role in _TEXTS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.disabled))
    return palette
