"""Linking: the same person, the same event, how many independent sources."""

from saksi.linking.names import compare_names, name_similarity

__all__ = ["compare_names", "name_similarity"]
