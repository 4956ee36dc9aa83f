"""Estimates: lists of the linked record, their overlap, and how many people no list holds, or why not."""
