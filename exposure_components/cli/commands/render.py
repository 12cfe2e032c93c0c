"""``exposure render``."""

from pathlib import Path
from typing import Annotated

import typer

from exposure_components.cli.console import errors_to_stderr, print_json, print_text, warn
from exposure_components.cli.options import ConfigOption, JsonOption, ProjectOption, StackOption
from exposure_components.cli.planned import planned
from exposure_components.cli.render import rendered, write
from exposure_components.cli.summary import lines


def render(
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Directory of the manifests.")
    ],
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Write secrets, in plain text.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the manifests of a project, with the names that Pulumi's own render mode gives them.

    A later run replaces the files of the one before and leaves all others alone.
    """
    with errors_to_stderr():
        found = planned(project, stack, config, known_secrets=True)
        result = rendered(found.recording, with_secrets=with_secrets)
        write(result.files, out)
        told = [line.message for line in lines(found.recording)]
        for warning in [*told, *result.warnings]:
            warn(warning)
        if as_json:
            print_json({"directory": str(out), "files": list(result.files)})
        else:
            print_text("\n".join(str(out / path) for path in result.files))
    found.exit_for_errors()
