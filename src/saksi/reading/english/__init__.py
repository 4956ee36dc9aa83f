"""Reading English: rules over a spaCy parse, words from the country packs."""
