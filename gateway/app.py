"""The Flask application."""

from flask import Flask, Response

from gateway.http import health
from gateway.http.admission import BIGGEST_BODY
from gateway.http.android import backup_phone_hook
from gateway.http.payments import payments
from gateway.http.simulator_door import door
from gateway.http.support import not_found
from gateway.http.webhooks import hooks
from gateway.services import Services


def create_app(services: Services) -> Flask:
    """Return the application over its services; a part that is not configured has no route."""
    app = Flask(__name__, static_folder=None)
    app.extensions["doria"] = services
    app.config["MAX_CONTENT_LENGTH"] = BIGGEST_BODY
    app.config["MAX_FORM_PARTS"] = 100
    # A redirect to the right spelling, a 405 or a list of methods would tell a stranger what is here.
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.url_map.merge_slashes = False
    for status in (404, 405):
        app.register_error_handler(status, _not_found)
    app.register_blueprint(hooks)
    app.register_blueprint(payments)
    health.prepare(app, services)
    app.register_blueprint(health.health)
    if services.settings.hears_android:
        app.register_blueprint(backup_phone_hook)
    if services.settings.doria_simulator_url:
        app.register_blueprint(door)
    return app


def _not_found(_error: Exception) -> Response:
    """Answer alike to an unknown address, to a wrong method, and to an address with a wrong token."""
    return not_found()
