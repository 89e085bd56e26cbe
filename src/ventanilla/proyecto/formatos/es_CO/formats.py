"""Cifras como se leen en Colombia: punto de miles, coma decimal."""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
DATE_FORMAT = r"j \d\e F \d\e Y"
DATETIME_FORMAT = r"j \d\e F \d\e Y, g:i a"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
