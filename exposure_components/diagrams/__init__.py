"""Pictures of a topology: SVG, and Mermaid for pages that draw it themselves."""
