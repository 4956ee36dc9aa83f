"""English: verbs, numbers, days, noun phrases."""
