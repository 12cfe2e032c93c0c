"""A real two-node Kubernetes cluster in namespaces of one Linux host, for the e2e tests."""
