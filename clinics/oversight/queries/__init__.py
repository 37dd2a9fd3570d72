"""What pages about the trail show."""
