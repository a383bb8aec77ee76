"""Dialogs on statutory limits."""
