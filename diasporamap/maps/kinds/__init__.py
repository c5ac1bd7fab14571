"""Map kinds, a file each."""
