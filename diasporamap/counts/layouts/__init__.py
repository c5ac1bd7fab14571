"""The layouts that tables come in, one file each."""
