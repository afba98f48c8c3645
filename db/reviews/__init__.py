"""Decisions of people: what can be decided, how it is kept, and the commands for it."""
