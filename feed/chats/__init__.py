"""A person's own chats with an assistant, told by them: an export becomes a short list of topics, and goes.

`reading` streams the file and `topics` counts its words, both without Django; `actions` are the only
writers. What was said is never stored: topics are, which the person reads, edits, weighs and deletes.
"""
