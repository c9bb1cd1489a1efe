"""What stands around the application in containers; docs/containers.md describes it."""
