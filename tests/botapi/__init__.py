"""A local Bot API server (10.0), from Telegram's documentation: what the real bot is tried against, over real HTTP.

What only Telegram's own servers know (delivery, limits, exact sentences of errors) follows core.telegram.org/bots/api,
/bots/features, /bots/faq and the error texts of the published Bot API server; where the two differ, the module says so.
"""
