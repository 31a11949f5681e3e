"""A local Bot API server (version 10.0), written from Telegram's documentation, for tests of the real bot over HTTP.

Behaviour that only Telegram's own servers define (delivery, limits, error texts) follows core.telegram.org/bots/api,
/bots/features, /bots/faq and the error texts of the published Bot API server. A module says so where they differ.
"""
