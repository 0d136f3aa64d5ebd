"""What the web server loads: the application over this process's environment."""

from gateway import logs, tether
from gateway.app import create_app
from gateway.wiring import from_environment

logs.configure("web")
tether.tie()
app = create_app(from_environment())
