"""A program imports what it uses, and no more."""

import subprocess
import sys

PROVIDERS = "{m.partition('.')[0] for m in sys.modules if m.startswith('pulumi_')}"


def said(code: str) -> str:
    """What a new process prints."""
    command = [sys.executable, "-c", f"import sys\n{code}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_package_imports_no_provider_and_no_component() -> None:
    code = "import exposure_components\nprint([m for m in sys.modules if 'strategies' in m]"
    assert said(f"{code}, {PROVIDERS})") == "[] set()"


def test_a_component_imports_no_provider_and_no_other_component() -> None:
    code = """
from exposure_components import NodePortApp
found = [m for m in sys.modules if m.startswith("exposure_components.strategies.")]
print(*sorted(m.rpartition(".")[2] for m in found)"""
    assert said(f"{code}, {PROVIDERS})") == "component node_port references set()"


def test_all_names_are_there_and_no_other() -> None:
    code = """
import exposure_components
print(sorted(exposure_components.__all__) == exposure_components.__all__)
print(all(hasattr(exposure_components, name) for name in exposure_components.__all__))
print(set(exposure_components.__all__) <= set(dir(exposure_components)))
exposure_components.NodPortApp"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.stdout.split() == ["True"] * 3
    error = "AttributeError: module 'exposure_components' has no attribute 'NodPortApp'"
    assert done.stderr.splitlines()[-1].startswith(error)
