"""`up`, `test`, `lint`, `bench` and `demo`."""
