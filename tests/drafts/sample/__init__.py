"""A small kind with autosave, so that drafts can be tested without a real one: notes with a sheet of rows."""
