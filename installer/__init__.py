"""The Edgewright engine: judges a PC, installs nodes and looks after them, without a window."""

__version__ = "0.1.0"
