"""The upper limit for any HTTP answer on this machine: a view that does nothing."""

from flask import Flask

app = Flask("empty")


@app.post("/")
@app.get("/health/live")
def nothing() -> str:
    """Answer at once."""
    return ""
