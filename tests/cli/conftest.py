import warnings

with warnings.catch_warnings():
    # The SDKs warn about deprecated modules of their own, once, while they are imported.
    warnings.simplefilter("ignore", DeprecationWarning)
    import pulumi_aws
    import pulumi_openstack  # noqa: F401

    # Imported when it is first used.
    _ = pulumi_aws.ec2.SecurityGroup
