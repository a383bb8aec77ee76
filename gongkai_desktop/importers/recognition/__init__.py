"""Recognition: from a RawDocument to tasks with flags, in stages that can be tested alone."""
