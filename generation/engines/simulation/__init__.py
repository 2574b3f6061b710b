"""The simulation engine: words, screenplay, world, physics, picture and sound."""
