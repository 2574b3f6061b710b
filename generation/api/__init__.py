"""The Videos API: the names, fields and errors of the official `openai` clients live here alone."""
