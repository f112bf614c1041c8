"""Filters of bills."""
