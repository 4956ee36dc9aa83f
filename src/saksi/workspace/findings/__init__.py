"""Findings in the workspace: computed beside the pages, kept as editions, frozen when they are cited."""
