"""What operators see of a running installation: log lines, numbers, health."""
