"""The desk as a server starts it: `granian gateway.desk.wsgi:desk --interface wsgi`."""

from gateway.desk.app import create_desk
from gateway.services import from_environment

desk = create_desk(from_environment("desk"))
