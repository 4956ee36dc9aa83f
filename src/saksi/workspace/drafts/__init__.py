"""What members have begun to type and not sent: kept in the sealed database, theirs alone, no part of the record."""
