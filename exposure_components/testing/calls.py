"""How a call of a provider's function may fail."""


class ProviderError(Exception):
    """Raised by a ``Call``: the provider refuses it, for a reason that the program may handle.

    The program gets the exception that the SDK makes of it. Any other exception fails the run.
    """
