"""The look that is in use: colours, fonts and sizes; `theme.changed` tells that it is another.

The look belongs to the application, as Qt's own style does, so there is one object of it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.theme.choice import colors_for
from gui.theme.colors import Colors
from gui.theme.light import LIGHT
from gui.theme.palette import palette_of
from gui.theme.qss import style_sheet
from gui.theme.style import EdgeStyle
from gui.theme.text_qss import text_sheet
from gui.theme.tokens import MONO_FONTS, TYPE, UI_FONTS
from installer.api import resource_text

SYSTEM, LIGHT_MODE, DARK_MODE = "system", "light", "dark"
_BARE = {"DejaVu Sans", "Sans", "Sans Serif", "Bitstream Vera Sans", "Helvetica"}
# The system's usual text in pixels: a larger one means that the user wants larger text.
_USUAL_PIXELS = {"windows": 12.0}
_USUAL_ELSEWHERE, _LARGEST = 15.0, 1.6
# What the style sheet shows as pictures, and in which colour.
_SIGNS = {"caret-up-bold": "text2", "caret-down-bold": "text2", "check-bold": "on_accent"}
_TIGHT = ("display", "title", "metric")


class Theme(QObject):
    """Follows the system unless the user chose light or dark."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.c: Colors = LIGHT
        self.scale = 1.0
        self._family, self._mono_family = "Sans Serif", "Monospace"
        self._mode = SYSTEM
        self._style: EdgeStyle | None = None
        self._signs: QTemporaryDir | None = None

    def setup(self, app: QApplication, mode: str = SYSTEM) -> None:
        """Dress the application; called once, before the first window."""
        self._style = EdgeStyle()
        app.setStyle(self._style)
        self._signs = QTemporaryDir()
        self._choose_fonts()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self.set_mode(mode)

    def _choose_fonts(self) -> None:
        own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        platform = QGuiApplication.platformName()
        there = set(QFontDatabase.families())
        bare = QFontInfo(own).family() in _BARE or platform == "offscreen"
        wanted = UI_FONTS if bare else ()
        self._family = next((f for f in wanted if f in there), own.family())
        self._mono_family = next((f for f in MONO_FONTS if f in there), fixed.family())
        usual = _USUAL_PIXELS.get(platform, _USUAL_ELSEWHERE)
        ratio = 1.0 if bare else QFontInfo(own).pixelSize() / usual
        self.scale = min(_LARGEST, max(1.0, ratio))

    def set_mode(self, mode: str) -> None:
        """Show `light`, `dark`, or with `system` what the desktop asks for."""
        self._mode = mode
        hints = QGuiApplication.styleHints()
        dark = mode == DARK_MODE
        if mode == SYSTEM:
            dark = hints.colorScheme() is Qt.ColorScheme.Dark
        high = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        self.use(colors_for(dark=dark, high=high))

    def use(self, colors: Colors) -> None:
        """Show these colours."""
        self.c = colors
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.font("body"))
            app.setPalette(palette_of(colors))
            names = {"mono": self._mono_family} | self._write_signs()
            fonts = {role: self.font(role) for role in TYPE}
            sheets = (style_sheet(colors, self.scale, names), text_sheet(colors, fonts))
            app.setStyleSheet("\n".join(sheets))
        self.changed.emit()

    @property
    def dark(self) -> bool:
        """Whether the ground is darker than the text."""
        return QColor(self.c.bg).lightnessF() < QColor(self.c.text).lightnessF()

    def font(self, role: str = "body") -> QFont:
        """The font of a role in `tokens.TYPE`."""
        pixels, weight = TYPE[role]
        font = QFont(self._mono_family if role == "mono" else self._family)
        font.setPixelSize(self.px(pixels))
        font.setWeight(QFont.Weight(weight))
        if role in _TIGHT:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def px(self, pixels: float) -> int:
        """A length at the text size that the user has set."""
        return round(pixels * self.scale)

    def color(self, name: str) -> QColor:
        """The colour of a name in `Colors`."""
        return QColor(getattr(self.c, name))

    def show_mnemonics(self, *, shown: bool) -> None:
        """Underline the letters of buttons, or no longer."""
        if self._style is not None and shown is not self._style.mnemonics:
            self._style.mnemonics = shown
            for widget in QApplication.allWidgets():
                widget.update()

    def _follow(self) -> None:
        self.set_mode(self._mode)

    def _write_signs(self) -> dict[str, str]:
        """Signs as files, name -> path: a style sheet takes nothing else."""
        if self._signs is None:
            return {}
        paths = {}
        for name, tone in _SIGNS.items():
            path = Path(self._signs.filePath(f"{name}-{self.c.name}.svg"))
            text = resource_text(f"icons/{name}.svg").replace("currentColor", getattr(self.c, tone))
            path.write_text(text, encoding="utf-8")
            paths[name] = path.as_posix()
        return paths


theme = Theme()
