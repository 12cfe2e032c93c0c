import warnings

with warnings.catch_warnings():
    # The SDKs warn about deprecated modules of their own, once, while they are imported.
    warnings.simplefilter("ignore", DeprecationWarning)
    import pulumi_aws.route53  # noqa: F401
    import pulumi_openstack.dns  # noqa: F401
