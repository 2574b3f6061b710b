"""What people publish, and the pages on which others find it."""
