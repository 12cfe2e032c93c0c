"""What a provider would answer: the outputs of resources and of function calls."""

from collections.abc import Callable, Mapping
from ipaddress import IPv4Network
from typing import Any, Final

from exposure_components.testing import kubernetes
from exposure_components.testing.openstack import CALLS
from exposure_components.testing.providers import PROVIDERS
from exposure_components.testing.recording import RecordedResource
from exposure_components.testing.wire import UNKNOWN, Unknown, has_unknowns, is_list, is_map

ResourceOutputs = Callable[[RecordedResource], Mapping[str, Any]]
"""Gives outputs of a resource, by their names on the wire, on top of its inputs."""

Call = Callable[[Mapping[str, Any]], Mapping[str, Any] | Unknown]
"""Answers a function call; arguments and results have their names on the wire.

``UNKNOWN``, as the result or anywhere in it, makes all of the result unknown, as the engine does
with a call that has to wait for ``up``. The SDKs' functions know no result of which only a part is
unknown. Only the forms that give outputs, such as ``get_subnet_output``, can answer so; others
raise ``UnknownResultError``. May raise ``ProviderError``.
"""

_NODE_PORTS: Final = range(30000, 32768)
"""Default of kube-apiserver's --service-node-port-range."""

_CLUSTER_IPS: Final = IPv4Network("10.96.0.0/12")
"""Default of kubeadm's --service-cidr."""

_BALANCER_ADDRESS: Final = "203.0.113.10"
"""From TEST-NET-3, RFC 5737: addresses for documentation."""

_AWAITED: Final = ("kubernetes:core/v1:Service", "kubernetes:networking.k8s.io/v1:Ingress")


class UnmockedCallError(AssertionError):
    """The program called a provider's function, and the run has no answer to that call."""

    def __init__(self, token: str, args: Mapping[str, Any]) -> None:
        given = ", ".join(f"{key}={value!r}" for key, value in args.items())
        self.call = f"{token}({given})"
        """The call, with the names on the wire."""
        super().__init__(
            f"the program calls {self.call}; "
            f"give run_program calls={{{token!r}: lambda args: {{...}}}}"
        )


class Answers:
    """Answers like a provider: inputs come back as outputs, with what the provider adds.

    A Kubernetes object gets its name and namespace. A Service gets a cluster IP, node ports and
    the address of its balancer, and an Ingress its address, unless ``pulumi.com/skipAwait`` says
    not to wait for it. Resources of OpenStack and AWS get ids, addresses, names and ARNs of the
    forms that these give; what components of this package ask by themselves is answered, too. In a
    preview such values are ``UNKNOWN``, and so are ids.
    """

    def __init__(
        self,
        outputs: Mapping[str, ResourceOutputs],
        calls: Mapping[str, Call],
        *,
        preview: bool,
    ) -> None:
        self._outputs = outputs
        self._calls = calls
        self._preview = preview
        self._providers = {package: provider() for package, provider in PROVIDERS.items()}
        self._services = 0
        self._free_node_ports = iter(reversed(_NODE_PORTS))

    def resource(self, resource: RecordedResource) -> tuple[str, dict[str, Any]]:
        """The id, empty while it is unknown, and the outputs of a resource."""
        outputs = dict(resource.inputs)
        identity = resource.read_id or f"{resource.name}-id"
        if resource.custom and kubernetes.is_object(resource.type):
            metadata = self._kubernetes(resource, outputs)
            identity = "/".join(
                str(metadata[key]) for key in ("namespace", "name") if key in metadata
            )
        provider = self._providers.get(resource.type.partition(":")[0])
        if resource.custom and provider is not None:
            made = provider(resource)
            identity = made.id
            computed = {key: self._known(value) for key, value in made.computed.items()}
            outputs = {**computed, **outputs}
        if resource.type in self._outputs:
            outputs.update(self._outputs[resource.type](resource))
        unknown = self._preview and resource.read_id is None
        return ("" if unknown or not resource.custom else identity), outputs

    def call(self, token: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
        """The result of a provider's function; None if it is unknown."""
        answer = self._calls.get(token, CALLS.get(token))
        if answer is None:
            raise UnmockedCallError(token, args)
        result = answer(args)
        return None if isinstance(result, Unknown) or has_unknowns(result) else dict(result)

    def _kubernetes(self, resource: RecordedResource, outputs: dict[str, Any]) -> dict[str, Any]:
        metadata = kubernetes.metadata_of(outputs)
        metadata.setdefault("name", kubernetes.auto_name(resource.name, resource.urn))
        if kubernetes.is_namespaced(resource.type.rpartition(":")[2]):
            metadata.setdefault("namespace", resource.default_namespace or "default")
        if outputs.get("metadata") is not UNKNOWN:
            outputs["metadata"] = metadata
        spec = outputs.get("spec")
        service = resource.type == "kubernetes:core/v1:Service"
        if service and spec is not UNKNOWN:
            outputs["spec"] = spec = self._service_spec(spec or {})
        balanced = not service or (is_map(spec) and spec.get("type") == "LoadBalancer")
        if resource.type in _AWAITED and balanced and not _skips_await(metadata):
            outputs["status"] = self._known(
                {"loadBalancer": {"ingress": [{"ip": _BALANCER_ADDRESS}]}}
            )
        return metadata

    def _service_spec(self, given: Mapping[str, Any]) -> dict[str, Any]:
        spec = dict(given)
        kind = spec.get("type", "ClusterIP")
        if kind == "ExternalName":
            return spec
        self._services += 1
        spec.setdefault("clusterIP", self._known(str(_CLUSTER_IPS[self._services])))
        on_nodes = kind == "NodePort" or (
            kind == "LoadBalancer" and spec.get("allocateLoadBalancerNodePorts", True)
        )
        ports = spec.get("ports")
        if on_nodes and is_list(ports):
            spec["ports"] = [self._port(port) for port in ports]
        return spec

    def _port(self, given: Any) -> Any:
        if given is UNKNOWN or "nodePort" in given:
            return given
        return {**given, "nodePort": UNKNOWN if self._preview else next(self._free_node_ports)}

    def _known(self, value: Any) -> Any:
        return UNKNOWN if self._preview else value


def _skips_await(metadata: Mapping[str, Any]) -> bool:
    annotations = metadata.get("annotations")
    return is_map(annotations) and annotations.get("pulumi.com/skipAwait") == "true"
