"""The cases of an answer as files for spreadsheets: XLSX and CSV."""
