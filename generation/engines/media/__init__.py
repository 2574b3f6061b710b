"""From frames and samples to a film one may hand out: encode, probe, mark, sign."""
