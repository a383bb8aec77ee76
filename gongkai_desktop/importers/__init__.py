"""From a file to a recognised document: readers of formats, then recognition. Nothing here writes."""
