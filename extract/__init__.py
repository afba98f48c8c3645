"""The reading wing: from an article's text to statements and figures."""
