"""The commands."""

import typer

from exposure_components.cli.commands.compare import compare
from exposure_components.cli.commands.diagram import diagram
from exposure_components.cli.commands.doctor import doctor
from exposure_components.cli.commands.plan import plan
from exposure_components.cli.commands.probe import probe
from exposure_components.cli.commands.recover import recover
from exposure_components.cli.commands.render import render

app = typer.Typer(
    help="Tell what a Pulumi project makes on Kubernetes, who reaches it, and what is wrong.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

for command in (plan, render, compare, diagram, doctor, probe, recover):
    app.command()(command)
