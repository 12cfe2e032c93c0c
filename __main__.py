"""The plugin that `PulumiPlugin.yaml` names: components for programs in other languages."""

from exposure_components.host.service import main

if __name__ == "__main__":
    main()
