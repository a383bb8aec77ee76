"""Dialogs of 督办."""
