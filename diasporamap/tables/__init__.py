"""Opens files: text tables, workbooks (XLSX, XLS, ODS) become grids of texts."""
