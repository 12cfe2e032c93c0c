"""What a run that was killed began to create, and whether it is there."""
