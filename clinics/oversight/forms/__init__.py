"""What people ask of the trail, and decide about it."""
