"""Pages of events, people and origins."""
