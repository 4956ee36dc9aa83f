"""What members have begun to type and not sent: sealed, theirs alone, no part of the record."""
