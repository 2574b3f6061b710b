"""The workers of this deployment: who is there, what they have ready, and which of them makes a shot.

`presence` is what workers say of themselves every few seconds, kept in Redis
and forgotten when they fall silent. `licences` are the terms of weights that
staff accepted. `offices` decides by both where a shot goes. `metrics` tells
operators' tools, the page in the admin tells staff.
"""
