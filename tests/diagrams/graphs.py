"""Graphs to draw."""

from hypothesis import strategies as st

from exposure_components.topology.graph import Box, Kind, Port, Topology, Way

TEXTS = st.one_of(
    st.sampled_from(["", "web", "kubenode01 10.13.241.89", "influxdb.kube.example.com", "W" * 253]),
    st.text(max_size=40),
)
PORTS = st.lists(
    st.builds(Port, st.sampled_from(["TCP", "UDP"]), st.none() | st.integers(1, 65535)),
    max_size=5,
).map(tuple)


@st.composite
def topologies(draw: st.DrawFn) -> Topology:
    """Any graph without cycles: ways lead from a box to one that comes later."""
    count = draw(st.integers(2, 9))
    boxes = [
        Box(
            f"box {i}",
            draw(st.sampled_from(Kind)),
            draw(TEXTS),
            tuple(draw(st.lists(TEXTS, max_size=5))),
        )
        for i in range(count)
    ]
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=14, unique=True))
    return Topology(tuple(Way(boxes[i], boxes[j], draw(PORTS)) for i, j in chosen))


def many(apps: int) -> Topology:
    """Apps behind one controller, and as many at NodePorts."""
    client, nodes = Box("client", Kind.CLIENT, "clients"), Box("nodes", Kind.NODE, "2 nodes")
    edge = Box("edge", Kind.CONTROLLER, "DaemonSet edge")
    ways = [Way(nodes, edge, (Port("TCP", 80), Port("TCP", 443)))]
    for index in range(apps):
        name = Box(f"name {index}", Kind.NAME, f"app{index}.kube.example.com", ("DNS",))
        route = Box(f"route {index}", Kind.ROUTE, f"Ingress app{index}")
        there = Box(f"nodes {index}", Kind.NODE, "any node")
        pods = Box(f"pods {index}", Kind.WORKLOAD, f"Deployment app{index}", ("shop", "1 pod"))
        ways += [
            Way(client, name, (Port("TCP", 443),)),
            Way(name, nodes),
            Way(edge, route),
            Way(route, pods, (Port("TCP", 8000 + index),)),
            Way(client, there, (Port("TCP", 30000 + index),)),
            Way(there, pods),
        ]
    return Topology(tuple(ways))
