"""More: the pages that the head does not name, each with a sentence, so that somebody in a hurry finds theirs."""

from flask import Blueprint, Response

from gateway.desk import answers, navigation
from gateway.desk.guards import page_for
from gateway.desk.viewer import ANY_ROLE, Viewer

pages = Blueprint("more", __name__)


@pages.get(navigation.MORE.address)
@page_for(*ANY_ROLE)
def show(viewer: Viewer) -> Response:
    """Show the other pages of the viewer."""
    return answers.page("more", "desk/more.html", viewer, parts=navigation.more(viewer))
