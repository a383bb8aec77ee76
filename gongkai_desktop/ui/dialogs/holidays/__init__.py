"""Dialogs on the working-day calendar."""
