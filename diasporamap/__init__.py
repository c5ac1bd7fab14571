"""Maps a country's diaspora: counts become protected, printed and interactive maps."""
