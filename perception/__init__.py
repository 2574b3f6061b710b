"""Models that several apps may use; each is optional and an absent one answers uncertain."""
