"""What all tests share."""

import warnings

import hypothesis

with warnings.catch_warnings():
    # The SDKs warn about deprecated modules of their own, once, while they are imported.
    warnings.simplefilter("ignore", DeprecationWarning)
    import pulumi_aws
    import pulumi_openstack  # noqa: F401

    # Imported when they are first used.
    _ = (pulumi_aws.ec2.SecurityGroup, pulumi_aws.route53.Record)

# The same examples in every run: a failure is never a matter of luck.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
hypothesis.settings.load_profile("ci")
