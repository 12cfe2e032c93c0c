"""A Service of type LoadBalancer, of which the cluster's own cloud provider makes a balancer."""
