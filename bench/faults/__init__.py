"""Faults while people work, and long quiet work: what is lost, and what people see. docs/reliability.md."""
