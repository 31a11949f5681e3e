"""The web server: state, metrics and the webhook. Imported only if `ANLITONG_LISTEN` is set."""
