"""What pages of tests tell."""

from exposure_components.report.content import (
    ChangeText,
    Comparison,
    Content,
    Manifest,
    Message,
    Resource,
)
from exposure_components.topology.graph import Box, Kind, Port, Topology, Way

HEADINGS = ["Component", "Node", "URL", "Port", "Try it"]


def content(hostile: str = "") -> Content:
    """Something in every part of a page, each part with a word of its own.

    hostile: text that is put behind each of them.
    """

    def said(text: str) -> str:
        return f"{text}{hostile}"

    node = Box("node", Kind.NODE, said("kubenode01"), (said("10.13.241.89"),))
    way = Way(Box("clients", Kind.CLIENT, "clients"), node, (Port("TCP", 30000),))
    url, command = said("http://10.13.241.89:30000/ping"), said("curl -i 10.13.241.89:30000")
    app = Resource(said("NodePortApp influxdb"), True, [Resource(said("Service influxdb"), False)])
    return Content(
        title=said("shop lab"),
        topology=Topology((way,)),
        headings=[said("Component"), *HEADINGS[1:]],
        endpoints=[
            [said("influxdb"), said("kubenode01"), url, said("30000"), command],
            [said("grafana"), "known after up"],
        ],
        messages=[
            Message("warning", said("no replicas")),
            Message("error", said("no nodes")),
        ],
        balancers=[(said("edge"), said("Octavia"), said("edge-component"))],
        advice=[said("share one")],
        comparison=Comparison(
            summary=said("1 updated, 1 deleted"),
            changes=[
                ChangeText("~", said("Service moved"), said("updated"), [(said("spec.type"), "")]),
                ChangeText(
                    "±", said("Job done"), "replaced", [(said("spec.template"), said("replaces"))]
                ),
            ],
            headings=["App", "Clients of", said("What happens")],
            clients=[[said("influx"), said("http://old"), said("cut off")]],
            cautions=[said("the port is taken")],
        ),
        resources=[app],
        manifests=[
            Manifest(said("Service databases/influxdb"), said("kind: Service\n")),
            Manifest(said("Namespace databases"), said("kind: Namespace\n")),
        ],
    )
