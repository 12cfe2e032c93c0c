"""The commands. Each is imported when it is run, or listed."""

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

_COMMANDS: Final = ("plan", "render", "compare", "diagram", "doctor", "probe", "recover")
"""Each is a function in the module of its name."""


class _Commands(TyperGroup):
    """What one command needs is not imported for another: half a second for some."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"exposure_components.cli.commands.{cmd_name}")
        alone = typer.Typer(add_completion=False)
        alone.command(cmd_name)(getattr(module, cmd_name))
        return typer.main.get_command(alone)


app = typer.Typer(
    cls=_Commands,
    help="Tell what a Pulumi project makes on Kubernetes, who reaches it, and what is wrong.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _exposure() -> None:
    """A group has commands, though none is registered."""
