"""Volumes that Kubernetes refuses."""

from exposure_components.checks.metadata import subdomain_problem
from exposure_components.checks.sound import Sound
from exposure_components.checks.workload import one_of
from exposure_components.names import is_dns_label
from exposure_components.problems import Problem, join
from exposure_components.quantities import quantity

_SOURCES = ("empty_dir", "config_map", "secret", "claim", "new_claim")


def volume_problems(args: Sound) -> list[Problem]:
    """Names, paths and sources."""
    found: list[Problem] = []
    first: dict[tuple[str, str], str] = {}
    for volume in args.items("volumes"):
        found += one_of(volume, _SOURCES)
        found += _path_problems(volume)
        found += _size_problems(volume)
        for key, what in (("config_map", "ConfigMap"), ("secret", "Secret"), ("claim", "claim")):
            found += subdomain_problem(volume, key, what)
        name = volume.get("name")
        if name is not None and not is_dns_label(name):
            found.append(volume.problem("name", "is no DNS label", "use a-z, 0-9 and dashes"))
        for key in ("name", "mount_path"):
            value = volume.get(key)
            known = first.setdefault((key, value), volume.path) if value else volume.path
            if known != volume.path:
                found.append(volume.problem(key, f"is {known}'s as well", "choose another"))
    return found


def _path_problems(volume: Sound) -> list[Problem]:
    found: list[Problem] = []
    path, below = volume.get("mount_path"), volume.get("sub_path")
    if path is not None and (not path.startswith("/") or ":" in path):
        found.append(volume.problem("mount_path", "is no absolute path", "write it like /data"))
    if below is not None and (below.startswith("/") or ".." in below.split("/")):
        rule, remedy = "leaves the volume", "write it relative to the volume's root, without .."
        found.append(volume.problem("sub_path", rule, remedy))
    return found


def _size_problems(volume: Sound) -> list[Problem]:
    found: list[Problem] = []
    for key, size in (("empty_dir", "size_limit"), ("new_claim", "size")):
        source = volume.below(key)
        amount = source.get(size)
        if amount is not None and not (quantity(amount) or 0) > 0:
            at = join(source.path, size)
            found.append(Problem(at, amount, "is no size", "write it like 10Gi"))
    medium = volume.below("empty_dir").get("medium")
    if medium not in (None, "", "Memory"):
        source = volume.below("empty_dir")
        found.append(source.problem("medium", "is no medium", "write Memory or leave it out"))
    if volume.below("new_claim").get("access_modes") == []:
        source = volume.below("new_claim")
        found.append(source.problem("access_modes", "is empty", "leave it out for ReadWriteOnce"))
    return found
