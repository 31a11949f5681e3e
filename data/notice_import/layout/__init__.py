"""From lines and tables to cases: one module for each kind of layout."""
