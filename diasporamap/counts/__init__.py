"""The noun: the tidy schema of counts, their sources, selection and aggregation."""
