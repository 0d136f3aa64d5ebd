"""The Flask application."""

from flask import Flask, Response

from gateway.http.admission import BIGGEST_BODY
from gateway.http.android import backup_phone_hook
from gateway.http.health import health
from gateway.http.simulator_door import door
from gateway.http.support import plain
from gateway.http.webhooks import hooks
from gateway.services import Services


def create_app(services: Services) -> Flask:
    """Return the application over its services; a part that is not configured has no route."""
    app = Flask(__name__, static_folder=None)
    app.extensions["doria"] = services
    app.config["MAX_CONTENT_LENGTH"] = BIGGEST_BODY
    app.config["MAX_FORM_PARTS"] = 100
    app.register_error_handler(404, _not_found)
    app.register_blueprint(hooks)
    app.register_blueprint(health)
    if services.settings.hears_android:
        app.register_blueprint(backup_phone_hook)
    if services.settings.doria_simulator_url:
        app.register_blueprint(door)
    return app


def _not_found(_error: Exception) -> Response:
    """Answer alike for an unknown address and for an address with a wrong token."""
    return plain("not found", 404)
