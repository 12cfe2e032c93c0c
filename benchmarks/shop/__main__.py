"""The program that `exposure render` and the engine run: so many apps of one kind."""

import atexit
import os
import time
from pathlib import Path

import pulumi

from benchmarks.programs import KINDS

config = pulumi.Config()
make = KINDS[config.require("kind")]
first = config.get_int("first") or 0
for i in range(first, first + config.require_int("apps")):
    pulumi.export(f"endpoints-{i}", make(i))

if "PROGRAM_CPU" in os.environ:
    # Apart from what the engine and its plugins take.
    atexit.register(lambda: Path(os.environ["PROGRAM_CPU"]).write_text(str(time.process_time())))
