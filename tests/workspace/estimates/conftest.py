"""The archive of linked reports, as in the tests of linking."""

from tests.workspace.linking.conftest import link_events, told

__all__ = ["link_events", "told"]
