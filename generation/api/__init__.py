"""The Videos API: OpenAI names live here and nowhere else."""
