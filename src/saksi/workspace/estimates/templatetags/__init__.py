"""What the templates of estimates need."""
