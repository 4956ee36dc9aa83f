"""What happened to the record: a chain of entries, each with a digest of the state it left."""
