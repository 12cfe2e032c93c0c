"""What an import costs, in a process that has imported nothing else."""

import json
import sys
import time


def main(statement: str) -> None:
    began, wall = time.process_time(), time.perf_counter()
    exec(statement, {})
    cpu = time.process_time() - began
    print(json.dumps({"cpu_s": cpu, "wall_s": time.perf_counter() - wall}))


if __name__ == "__main__":
    main(sys.argv[1])
