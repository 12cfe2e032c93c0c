"""One module for each kind of thing that a plan may need."""
