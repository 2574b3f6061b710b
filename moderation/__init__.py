"""What may be asked for and what may be released."""
