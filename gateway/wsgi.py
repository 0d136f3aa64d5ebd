"""What the web server loads: the application over this process's environment."""

import sys

from gateway import logs, tether
from gateway.app import create_app
from gateway.settings import SettingsError
from gateway.wiring import from_environment

logs.configure("web")
tether.tie()
try:
    app = create_app(from_environment(is_web=True))
except SettingsError as error:
    sys.exit(str(error))
