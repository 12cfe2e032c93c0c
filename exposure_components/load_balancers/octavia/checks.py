"""Args of a balancer that Octavia refuses, or that contradict each other."""

from exposure_components.checks.addresses import is_address
from exposure_components.checks.cluster import host_problems
from exposure_components.checks.sound import Sound
from exposure_components.checks.uuids import uuid_problems
from exposure_components.checks.workload import one_of
from exposure_components.load_balancers.octavia.words import is_ovn
from exposure_components.problems import Problem

_REFERENCES = (
    "existing",
    "vip_subnet",
    "flavor",
    "member_subnet",
    "node_security_group",
)
_LONGEST_TAG = 255
"""Of octavia, api/v2/types/load_balancer.py."""
_OF_A_NEW_ONE = ("vip_subnet", "vip_address", "floating_ip", "flavor", "availability_zone", "tags")


def balancer_problems(args: Sound) -> list[Problem]:
    """Where the balancer stands, what it is made of, and how long it may take."""
    found = [
        problem
        for key in _REFERENCES
        if key in args.value
        for problem in one_of(args.below(key), ("name", "id"))
    ]
    found += [*_name_problems(args), *_flavor_problems(args.below("flavor")), *_tag_problems(args)]
    return [*found, *_place_problems(args), *_address_problems(args), *_size_problems(args)]


def _name_problems(args: Sound) -> list[Problem]:
    """What is looked for by an empty text."""
    given = [(args.below(key), way) for key in _REFERENCES for way in ("name", "id")]
    given += [(args, "availability_zone"), (args.below("floating_ip"), "network")]
    return [at.problem(key, "is empty", "name one") for at, key in given if at.plain(key) == ""]


def _flavor_problems(flavor: Sound) -> list[Problem]:
    """Of octavia, api/v2/types/load_balancer.py: the other ids are Neutron's, which takes any."""
    remedy = "see `openstack loadbalancer flavor list`, or give its name"
    return uuid_problems(flavor, "id", remedy)


def _tag_problems(args: Sound) -> list[Problem]:
    found: list[Problem] = []
    first: dict[str, str] = {}
    for path, tag in args.texts("tags"):
        if first.setdefault(tag, path) != path:
            found.append(Problem(path, tag, f"is {first[tag]} as well", "list each tag once"))
        if len(tag) > _LONGEST_TAG:
            rule = f"has {len(tag)} characters, more than {_LONGEST_TAG}"
            found.append(Problem(path, tag, rule, "shorten it"))
    return found


def _place_problems(args: Sound) -> list[Problem]:
    if "existing" in args.value:
        host = args.plain("host")
        found = host_problems(args.at("host"), host) if isinstance(host, str) else []
        rule, remedy = "is set when the balancer is made, and this one exists", "drop it"
        given = [key for key in _OF_A_NEW_ONE if key in args.value]
        return [*found, *(Problem(args.at(key), None, rule, remedy) for key in given)]
    if "host" in args.value:
        rule, remedy = "goes with `existing`", "give `vip_address` or `floating_ip` to a new one"
        return [Problem(args.at("host"), None, rule, remedy)]
    if "vip_subnet" not in args.value:
        remedy = "give the subnet of the balancer's address, like {name: vip}, or `existing`"
        return [Problem(args.at("vip_subnet"), None, "is missing", remedy)]
    return []


def _address_problems(args: Sound) -> list[Problem]:
    given = [(args, "vip_address"), (args.below("floating_ip"), "address")]
    return [
        at.problem(key, "is no IP address", "give one, or leave it out for any that is free")
        for at, key in given
        if at.plain(key) is not None and not is_address(at.plain(key))
    ]


def _size_problems(args: Sound) -> list[Problem]:
    found: list[Problem] = []
    if args.get("timeout") is not None and args.get("timeout") < 1:
        found.append(args.problem("timeout", "is no time to wait", "give seconds, from 1"))
    if is_ovn(args):
        rule, remedy = "is not known to OVN", "drop it, or use the provider amphora"
        found += [
            Problem(args.at(key), None, rule, remedy)
            for key in ("flavor", "availability_zone")
            if key in args.value
        ]
    return found
