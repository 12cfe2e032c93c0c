"""What ends a command before it is done."""


class CommandError(Exception):
    """Something to tell the user, line by line, and the exit code of the command."""

    exit_code: int

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))


class UsageError(CommandError):
    """The command, the project or its config is wrong: the program did not run."""

    exit_code = 2


class ProgramError(CommandError):
    """The program ran, and something about it is wrong."""

    exit_code = 1
