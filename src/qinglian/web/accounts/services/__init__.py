"""Verbs of people: sign-in, second factor, leave to see names."""
