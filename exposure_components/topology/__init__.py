"""The way of traffic from clients to pods as a graph, from what a program or a stack has."""
