"""What the templates of linking need."""
