"""Films that people send: looked at, and taken over as the first shot of what is made from them.

Their bytes are anybody's, so they are only ever decoded by `python -m generation.engines.footage`, a process
of its own with little time, memory and disk, and without the network (`sandbox`). It imports no Django.
"""
