"""Long work outside the request: asked for by a person, done by a process of its own, one after another."""
