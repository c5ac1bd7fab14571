"""The store of a database: where it is, its tables, its transactions, its states."""
