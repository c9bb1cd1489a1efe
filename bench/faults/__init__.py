"""Faults while people work, and long quiet work: what is lost, what they see, and for how long. docs/reliability.md."""
