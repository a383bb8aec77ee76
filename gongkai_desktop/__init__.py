"""政务公开台账: the yearly ledger of government-openness duties of a county."""

__version__ = "0.2.0"
