"""Origins: who told whom, which reports print one story, how many independent sources there are."""
