"""The choices that the API of Kubernetes offers, spelled exactly as it spells them."""

from enum import StrEnum


class Protocol(StrEnum):
    """Transport protocol of a port."""

    TCP = "TCP"
    """Connections; the default."""
    UDP = "UDP"
    """Datagrams."""
    SCTP = "SCTP"
    """Needs a network plugin and nodes that support it."""


class WorkloadKind(StrEnum):
    """Which controller keeps the pods running."""

    DEPLOYMENT = "Deployment"
    """Interchangeable pods; the default."""
    STATEFUL_SET = "StatefulSet"
    """Pods with a stable name and claims of their own."""
    DAEMON_SET = "DaemonSet"
    """One pod on every eligible node."""


class ImagePullPolicy(StrEnum):
    """When a node pulls the image."""

    ALWAYS = "Always"
    """Before every start of a container."""
    IF_NOT_PRESENT = "IfNotPresent"
    """When the node does not have it."""
    NEVER = "Never"
    """Never: the image is on the node already."""


class Platform(StrEnum):
    """What kind of cluster it is."""

    VANILLA = "vanilla"
    """Kubernetes as its project publishes it; the default."""
    OPENSHIFT = "openshift"
    """OpenShift: security context constraints decide what a pod may do."""


class PodSecurityLevel(StrEnum):
    """Level of the Pod Security Standards, from the strictest to the most open."""

    RESTRICTED = "restricted"
    """Hardened pods only."""
    BASELINE = "baseline"
    """No known privilege escalation."""
    PRIVILEGED = "privileged"
    """No restriction; hostNetwork and hostPort need it."""


class ExternalTrafficPolicy(StrEnum):
    """Where a node sends traffic that reached one of its NodePorts."""

    CLUSTER = "Cluster"
    """To any pod; the pod sees a node's address instead of the client's."""
    LOCAL = "Local"
    """To pods on the same node only; the client's address is kept, nodes without a pod drop."""


class ClientIp(StrEnum):
    """Whether the app must see the client's own address."""

    ANY = "any"
    """It does not matter; every node answers."""
    PRESERVE = "preserve"
    """It must: the strategy chooses what keeps it, and says what that costs."""


class SessionAffinity(StrEnum):
    """Whether a client's connections go to one pod."""

    NONE = "None"
    """Each connection goes to any pod; the default."""
    CLIENT_IP = "ClientIP"
    """All connections from one address go to one pod."""


class TaintEffect(StrEnum):
    """Effect of a node's taint."""

    NO_SCHEDULE = "NoSchedule"
    """New pods stay away."""
    PREFER_NO_SCHEDULE = "PreferNoSchedule"
    """New pods stay away where possible."""
    NO_EXECUTE = "NoExecute"
    """Running pods leave as well."""


class TolerationOperator(StrEnum):
    """How a toleration matches a taint."""

    EQUAL = "Equal"
    """Key and value are the same; the default."""
    EXISTS = "Exists"
    """The key is there, whatever its value; without a key: every taint."""


class AccessMode(StrEnum):
    """How many nodes may mount a claim."""

    READ_WRITE_ONCE = "ReadWriteOnce"
    """One node; the default."""
    READ_ONLY_MANY = "ReadOnlyMany"
    """Many nodes, for reading."""
    READ_WRITE_MANY = "ReadWriteMany"
    """Many nodes, for writing."""
    READ_WRITE_ONCE_POD = "ReadWriteOncePod"
    """One pod."""


class UriScheme(StrEnum):
    """Scheme of an HTTP probe."""

    HTTP = "HTTP"
    """Plain; the default."""
    HTTPS = "HTTPS"
    """TLS; the certificate is not verified."""
