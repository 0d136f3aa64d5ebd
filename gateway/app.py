"""The Flask application."""

from flask import Flask

from gateway.http.android import shelf
from gateway.http.health import health
from gateway.http.simulator_door import door
from gateway.http.webhooks import BIGGEST_FORM, hooks
from gateway.wiring import Services


def create_app(services: Services) -> Flask:
    """Return the application over its services."""
    app = Flask(__name__, static_folder=None)
    app.extensions["doria"] = services
    app.config["MAX_CONTENT_LENGTH"] = BIGGEST_FORM
    app.config["MAX_FORM_PARTS"] = 100
    app.register_blueprint(hooks)
    app.register_blueprint(health)
    app.register_blueprint(shelf)
    if services.settings.doria_simulator_url:
        app.register_blueprint(door)
    return app
