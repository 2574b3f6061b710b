"""Tags of the feed's templates."""
