"""Names: are two spellings one name, whatever script and romanisation? And keys to find such spellings."""

from saksi.linking.names.compare import SAME, NameComparison, compare_names, name_similarity
from saksi.linking.names.keys import likely_readings, name_key
from saksi.linking.names.tables import compare_table

__all__ = [
    "SAME",
    "NameComparison",
    "compare_names",
    "compare_table",
    "likely_readings",
    "name_key",
    "name_similarity",
]
