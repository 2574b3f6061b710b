"""Commands of the Videos API."""
