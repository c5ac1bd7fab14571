"""The command `form`: writes a questionnaire for KoboToolbox."""
