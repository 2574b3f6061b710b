"""Django finds the project's own commands below."""
