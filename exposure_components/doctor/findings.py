"""What an examination finds."""

from dataclasses import dataclass
from enum import StrEnum

from exposure_components.doctor.questions import Refused, Unanswered


class Verdict(StrEnum):
    """What a finding comes to."""

    OK = "ok"
    """It is there."""
    PROBLEM = "problem"
    """It is missing, or in the way: what the plan promises will not hold."""
    WARNING = "warning"
    """It may be missing, or in the way."""
    UNKNOWN = "unknown"
    """The cluster does not tell."""


@dataclass(frozen=True)
class Finding:
    """One thing that the plan needs, and whether the cluster has it."""

    about: str
    """What it is about: `Deployment influxdb/influxdb`."""
    verdict: Verdict
    rule: str
    """What holds, or why it is not known, as the rest of a sentence that starts with `about`."""
    remedy: str = ""
    """What to do about it; empty where all is well."""


def ok(about: str, rule: str) -> Finding:
    """All is well."""
    return Finding(about, Verdict.OK, rule)


def problem(about: str, rule: str, remedy: str) -> Finding:
    """It will not work."""
    return Finding(about, Verdict.PROBLEM, rule, remedy)


def warning(about: str, rule: str, remedy: str) -> Finding:
    """It may not work."""
    return Finding(about, Verdict.WARNING, rule, remedy)


def unknown(about: str, rule: str, remedy: str) -> Finding:
    """Nobody told whether it works; the remedy says how to find out."""
    return Finding(about, Verdict.UNKNOWN, rule, remedy)


def untold(about: str, what: str, answer: Refused | Unanswered) -> Finding:
    """What can't be read: `what` are objects, in the plural."""
    rule = f"is not known: {what} can't be read: {answer.reason}"
    return unknown(about, rule, f"let a user run this who may read {what}")
