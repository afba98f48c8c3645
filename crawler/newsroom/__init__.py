"""The sample newsroom: invented outlets that report real, cited events, served on loopback.

The demonstration and the tests crawl it instead of anybody's site.
"""
