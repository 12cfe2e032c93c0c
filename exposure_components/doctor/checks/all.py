"""The checks, by what findings are headed with."""

from collections.abc import Callable, Iterable, Mapping

from exposure_components.doctor.checks.constraints import constraints
from exposure_components.doctor.checks.gateways import gateways
from exposure_components.doctor.checks.host_ports import taken_host_ports
from exposure_components.doctor.checks.ingress_classes import ingress_classes
from exposure_components.doctor.checks.issuers import issuers
from exposure_components.doctor.checks.kinds import kinds
from exposure_components.doctor.checks.load_balancers import load_balancers
from exposure_components.doctor.checks.named_objects import named_objects
from exposure_components.doctor.checks.names import names
from exposure_components.doctor.checks.namespaces import namespaces
from exposure_components.doctor.checks.network_plugin import network_plugin
from exposure_components.doctor.checks.node_ports import fixed_node_ports
from exposure_components.doctor.checks.nodes import nodes
from exposure_components.doctor.checks.pod_security import pod_security
from exposure_components.doctor.checks.rights import rights
from exposure_components.doctor.checks.versions import versions
from exposure_components.doctor.findings import Finding
from exposure_components.doctor.plan import Plan
from exposure_components.doctor.questions import Ask

Check = Callable[[Plan, Ask], Iterable[Finding]]

CHECKS: Mapping[str, Check] = {
    "version": versions,
    "kinds": kinds,
    "rights": rights,
    "namespaces": namespaces,
    "pod security": pod_security,
    "OpenShift SCC": constraints,
    "nodes": nodes,
    "node ports": fixed_node_ports,
    "host ports": taken_host_ports,
    "network plugin": network_plugin,
    "load balancers": load_balancers,
    "ingress classes": ingress_classes,
    "gateways": gateways,
    "named objects": named_objects,
    "issuers": issuers,
    "DNS": names,
}
