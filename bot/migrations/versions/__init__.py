"""One module per revision, written by hand. A released revision is never changed.

While a new release takes over, processes of the former one may still have to use the database: after a step back, or
as standbys. So a migration only expands what the former release knows; what no supported release uses is removed later
(expand, then contract). CONTRIBUTING.md has the rules, and `tests/bot/store/test_migration_rules.py` holds them.

From 0004 on, a revision is named after itself and the oldest revision whose program can use it: 0004_0003 adds what a
program of 0003 does not notice; 0006_0004 may remove what programs of 0004 and later do not use.
"""
