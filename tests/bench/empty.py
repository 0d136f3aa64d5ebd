"""The limit of whatever answers over HTTP here: a view that does nothing."""

from flask import Flask

app = Flask("empty")


@app.post("/")
@app.get("/health/live")
def nothing() -> str:
    """Answer at once."""
    return ""
