"""The written policy: what follows from each category, where and for whom; its versions."""
