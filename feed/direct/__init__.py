"""Direct messages: who may write to whom, conversations of two, requests of strangers.

Refuses whatever the policy of either side, a block, or a declined request forbids, each time it is asked.
"""
