"""The crawler wing."""
