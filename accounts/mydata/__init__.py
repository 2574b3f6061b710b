"""Everybody's own data: what is kept and why, a copy of it, and the end of it.

`kinds` is the port: each app tells the kinds of data it keeps about a person, in
its `ready()`. `export` makes the copy, `leaving` ends an account after days in
which one can come back, `retention` forgets what has been kept long enough.
"""
