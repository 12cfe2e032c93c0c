"""What is made of an app whose controller's words nobody named."""

from tests.ingress.apps import HOST, NAMESPACE, SECRET, exposure, of_kind, problems, routing

LABELS = {"app.kubernetes.io/name": "influxdb", "exposure-components/app": "influxdb"}


def test_an_app_is_one_ingress() -> None:
    assert routing(controller={"class_name": "nginx"}, tls=SECRET) == [
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "Ingress",
            "metadata": {
                "name": "influxdb",
                "labels": LABELS,
                "namespace": NAMESPACE,
                "annotations": {"pulumi.com/skipAwait": "true"},
            },
            "spec": {
                "ingressClassName": "nginx",
                "tls": [{"hosts": [HOST], "secretName": "influxdb-cert"}],
                "rules": [
                    {
                        "host": HOST,
                        "http": {
                            "paths": [
                                {
                                    "path": "/",
                                    "pathType": "Prefix",
                                    "backend": {
                                        "service": {
                                            "name": "influxdb",
                                            "port": {"name": "tcp-8086"},
                                        }
                                    },
                                }
                            ]
                        },
                    }
                ],
            },
        }
    ]


def test_an_ingress_is_awaited_where_its_controller_publishes_an_address() -> None:
    (made,) = routing(controller={"publishes_address": True})
    assert "annotations" not in made["metadata"]
    assert exposure(timeout=60).timeout == 60
    assert exposure().timeout is None


def test_the_users_annotations_are_the_ingresses_too() -> None:
    (made,) = routing(annotations={"example.org/owner": "shop"})
    assert made["metadata"]["annotations"] == {
        "example.org/owner": "shop",
        "pulumi.com/skipAwait": "true",
    }


def test_the_class_is_known_once_the_controllers_kinds_are() -> None:
    (made,) = routing(controller={"class_name": "traefik", "ready": "traefik-7"})
    assert made["spec"]["ingressClassName"] == "traefik-7"


def test_the_service_is_of_type_cluster_ip() -> None:
    service = of_kind("Service", list(exposure().objects))
    assert service["spec"]["type"] == "ClusterIP"
    assert service["metadata"]["annotations"] == {"pulumi.com/skipAwait": "true"}


def test_the_pods_see_the_controller_and_never_judge_clients() -> None:
    made = exposure("traefik", allowed_cidrs=["10.0.0.0/8"])
    assert "NetworkPolicy" not in [o["kind"] for o in made.objects]


def test_a_word_it_has_not_names_the_dialect_to_choose() -> None:
    assert problems(max_body_size=1) == [
        "max_body_size: is not to be had: the Ingress API has no limits for bodies; name the "
        "controller's `controller.dialect`, or leave it out"
    ]


def test_a_controller_that_cannot_be() -> None:
    controller = {
        "class_name": "Traefik",
        "addresses": ["10.13.242.300", "a b"],
        "domain": "kube_.",
        "http_port": 0,
        "https_port": 65536,
    }
    found = problems(controller=controller)
    assert [line.partition(":")[0] for line in found] == [
        "controller.class_name",
        "controller.addresses[0]",
        "controller.addresses[1]",
        "controller.http_port",
        "controller.https_port",
    ]
    assert found[0] == (
        "controller.class_name: Traefik is no name of an IngressClass; see `kubectl get "
        "ingressclass`"
    )


def test_a_dialect_that_is_none_hides_no_other_problem() -> None:
    found = problems(controller={"dialect": "nginx"}, hosts=[])
    assert [line.partition(":")[0] for line in found] == ["controller.dialect", "hosts"]
