"""What happens on a page is read aloud, under the name that the pages know."""

from __future__ import annotations

from gui.widgets.announce import announce

__all__ = ["announce"]
