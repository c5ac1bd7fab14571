"""The store of a database: where it is, its tables, its transactions and its states; no figures."""
