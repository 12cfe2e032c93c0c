"""The agent, in the services' Python: it needs their driver of the data base."""

import sys

from .agent import main

main(*sys.argv[1:])
