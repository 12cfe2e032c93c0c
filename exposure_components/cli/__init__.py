"""The command ``exposure``: what a Pulumi project would make, without making it."""

import sys


def main() -> None:
    """Run the command line. Needs the extra ``cli`` of this package."""
    try:
        from exposure_components.cli.app import app

        app()
    except ModuleNotFoundError as exn:
        package = str(exn.name).partition(".")[0]
        if package not in ("cryptography", "jinja2", "rich", "typer"):
            raise
        print(
            f"exposure needs the package {package}: pip install 'exposure-components[cli]'",
            file=sys.stderr,
        )
        sys.exit(2)
