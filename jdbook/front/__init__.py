"""The first run: packages for this interpreter, or an environment of our own in .venv. Standard library only."""
