"""One reader a format. Each turns a file into the lines and tables of `data.notice_import.blocks`."""
