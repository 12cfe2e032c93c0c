"""The command ``exposure``: what a Pulumi project would make, without making it."""

import sys


def main() -> None:
    """Run the command line. Needs the extra ``cli`` of this package."""
    try:
        from exposure_components.cli.app import app
    except ModuleNotFoundError as exn:
        if exn.name not in ("rich", "typer", "yaml"):
            raise
        print(
            f"exposure needs the package {exn.name}: pip install 'exposure-components[cli]'",
            file=sys.stderr,
        )
        sys.exit(2)
    app()
