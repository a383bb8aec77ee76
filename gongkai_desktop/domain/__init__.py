"""The rules of the field: pure values and functions, no files, no database, no clock."""
