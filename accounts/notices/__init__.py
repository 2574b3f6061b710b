"""Notices: what others did that concerns somebody, told on the page, live, and by a digest in the mail.

`kinds` is the port: each app tells its kinds of notices in its `ready()`; `tell` is the only writer.
"""
