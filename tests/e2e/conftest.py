"""Fixtures of the e2e tests."""

from tests.lab.fixtures import lab  # noqa: F401
