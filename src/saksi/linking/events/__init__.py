"""Events: which claims tell of one occurrence, and where they contradict each other."""
