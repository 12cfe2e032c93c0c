"""What runs in the services' own Python: their APIs and workers, and the faults in them.

Their packages are not in the developers' environment: they are imported by name, untyped.
"""
