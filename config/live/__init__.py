"""The live channel: server-sent events in front of pages that are served by threads."""
