"""Putting a practice on a server: releases, the workers and what stands in front of them. docs/deploy.md."""
