"""What people decided about claims: appended, never changed."""
