"""Hosts the components for programs in other languages: TypeScript, Go, YAML and more.

`PulumiPlugin.yaml` makes a Pulumi package of the project; the engine starts the host as that
package's provider, asks it for the schema, and has it make the components.
"""
