from .published import PublishedTable, TableSpec, published_table, table_of_years
from .tables import TABLE_ENDINGS, write_table

__all__ = [
    "TABLE_ENDINGS",
    "PublishedTable",
    "TableSpec",
    "published_table",
    "table_of_years",
    "write_table",
]
