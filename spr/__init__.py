"""Assessments against the Strategic Policing Requirement: load, check, compare, render and build them."""

__version__ = "0.1.0"
