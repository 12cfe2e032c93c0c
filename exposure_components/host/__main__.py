"""`python -m exposure_components.host ENGINE`, as the Pulumi engine starts it."""

from exposure_components.host.service import main

if __name__ == "__main__":
    main()
