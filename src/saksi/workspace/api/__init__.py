"""The programming interface: the same selectors and services as the pages, for programs with a token."""
