"""Sentences written for this project with the side they take, and what makes weights of them."""
