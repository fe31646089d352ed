"""What counts: policies, scores kept right, extensions, overrides, the gradebook and its export."""
