"""What a hop costs: requests per second and latency of each way to an app, to the shortest."""

from collections.abc import Iterator

from benchmarks.measure import Figures, in_turns
from benchmarks.paths import FIRST, OCTAVIA, Way, opened
from benchmarks.results import Found, LeftOut, ratios
from tests.lab import cluster
from tests.lab.asking import LoadOptions
from tests.lab.lab import Lab
from tests.lab.openstack import stack
from tests.lab.openstack.lab import OpenStackLab

SECONDS = 2
"""The longest of one load."""

BOUNDS: dict[str, LoadOptions] = {
    "kept": {"requests": 20000, "seconds": SECONDS},
    # Each leaves a port and an entry of the connection tracking behind, for a minute or two.
    "fresh": {"requests": 3000, "seconds": SECONDS, "fresh": True},
}
"""By what becomes of a connection after its request."""

AT_ONCE = 8
"""Clients, for the requests per second; latency is of one that asks alone."""


def traffic(times: int) -> Iterator[Found]:
    """Requests per second, median and 99th percentile of each way, to those of hostNetwork."""
    if not cluster.running():
        yield LeftOut("traffic by each strategy", "no lab runs: make lab-up")
        return
    openstack = OpenStackLab() if stack.running() else None
    if openstack is None:
        for title in OCTAVIA:
            why = "no OpenStack runs: python -m tests.lab openstack up"
            yield LeftOut(f"{title}, to {FIRST}", why)
    lab = Lab()
    with opened(lab, openstack) as ways:
        runs = {title: lambda w=way: _run(lab, w) for title, way in ways.items()}
        took = {title: _told(figures) for title, figures in in_turns(runs, times).items()}
    for title, figures in took.items():
        if title != FIRST:
            yield from ratios(f"{title}, to {FIRST}", figures, took[FIRST], dict.fromkeys(figures))


def _run(lab: Lab, way: Way) -> Figures:
    """Seconds, so that the least is the best."""
    figures = {}
    for connection, bounds in BOUNDS.items():
        alone: LoadOptions = {**bounds, "resolve": way.resolve}
        crowd: LoadOptions = {**alone, "workers": AT_ONCE}
        one, many = lab.load(way.url, **alone), lab.load(way.url, **crowd)
        for seen in (many, one):
            assert not seen.missed, f"{way.url}: {seen.codes}, {seen.errors}"
        figures[f"{connection}: s per request"] = many.seconds / sum(many.codes.values())
        figures |= {f"{connection}: median s": one.median, f"{connection}: p99 s": one.p99}
    return figures


def _told(figures: Figures) -> Figures:
    """As people say it."""
    told = {}
    for connection in BOUNDS:
        told[f"{connection}: requests/s"] = 1 / figures[f"{connection}: s per request"]
        for latency in ("median", "p99"):
            told[f"{connection}: {latency} ms"] = 1000 * figures[f"{connection}: {latency} s"]
    return told
