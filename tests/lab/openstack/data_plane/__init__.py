"""What amphorae do: haproxy and UDP forwarding by the very files that Octavia writes for them.

All balancers share one network namespace on the switch of the cluster's nodes.
"""
