"""What a plan needs of the live cluster, and whether it is there."""
