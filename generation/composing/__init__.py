"""The composer: what was understood of the words, changed by hand before anything is rendered."""
