"""A video's life: brief, admission, queue, engine, release, draft; progress over a socket."""
