"""One reader per format; each turns a file into the lines and tables of `data.notice_import.blocks`."""
