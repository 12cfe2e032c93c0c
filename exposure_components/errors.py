"""The one error of this library."""

from collections.abc import Sequence

from pulumi import RunError

from exposure_components.problems import Problem


class ExposureError(RunError):
    """Args that cannot work, raised before anything is registered.

    It holds all problems at once. Being a `pulumi.RunError`, the engine shows its text without a
    traceback.
    """

    def __init__(self, subject: str, problems: Sequence[Problem]) -> None:
        """Of `subject`, such as `NodePortApp influxdb`, these are the problems."""
        self.subject = subject
        self.problems = list(problems)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"{subject} has {count}:", *(f"  {p}" for p in problems)]))


def reason_of(error: Exception) -> str:
    """The first line that an error says, as the rest of a sentence."""
    said = str(error).strip()
    return said.splitlines()[0] if said else repr(error)


def refuse(subject: str, problems: Sequence[Problem]) -> None:
    """Raise an `ExposureError` if there is any problem."""
    if problems:
        raise ExposureError(subject, problems)
