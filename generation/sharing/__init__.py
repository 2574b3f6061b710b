"""One shot made by several workers: its drawings are dealt out in stretches, and joined by who began it.

The worker that leased the shot simulates it and makes its sound once, then deals out stretches as rows
beside the shot's. Every worker of the queue, the one that dealt them too, takes what waits. Frames are the
same whoever draws them, and a stretch counts once, for the token that held it, so what is joined is what one
worker would have made.
"""
