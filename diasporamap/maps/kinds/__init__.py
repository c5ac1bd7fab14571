"""Map kinds, a file each, named as its kind is: it holds it as `KIND`."""
