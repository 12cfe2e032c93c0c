import hypothesis

# The same examples in every run: a failure is never a matter of luck.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
hypothesis.settings.load_profile("ci")
