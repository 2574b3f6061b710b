"""Bodies that act: joints, masses and actuators; their looks come from `shapes`."""
