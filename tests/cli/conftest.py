import warnings

with warnings.catch_warnings():
    # The SDK warns about deprecated modules of its own, once, while it is imported.
    warnings.simplefilter("ignore", DeprecationWarning)
    import pulumi_openstack  # noqa: F401
