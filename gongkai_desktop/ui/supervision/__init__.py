"""The parts of the page 督办."""
