"""Korean: particles, verb endings, numbers, days, noun phrases."""
