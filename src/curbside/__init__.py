"""Curbside: an open-source ask-the-doctor service."""

__version__ = "0.1.0"
