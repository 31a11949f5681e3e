"""Find cases in lines and tables: one module for each kind of layout."""
