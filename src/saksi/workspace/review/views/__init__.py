"""The pages of review: thin; what they show and do lies in selectors and services."""
