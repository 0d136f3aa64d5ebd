"""Known tenures: what the files of a community said of tenants and landlords, as long as their text is kept.

The text of a replaced file is erased after `periods.FORMER`. Until then nobody comes back with another tenure by one
officer alone. Nothing more is kept for this: a longer memory would be one more list of people who left.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.file import CommunityFileError
from gateway.communities.parsed_files import parsed
from gateway.storage.models import CommunityRow, CommunityVersion
from menus.domain import tenures
from menus.domain.community import Person
from menus.domain.tenures import KnownTenures


def of_lately(session: Session, key: str) -> KnownTenures:
    """Return the tenures of everybody whom a file of the community with this key names whose text is still there."""
    texts = select(CommunityVersion.body).join(CommunityRow, CommunityRow.id == CommunityVersion.community_id)
    kept = session.scalars(texts.where(CommunityRow.key == key, CommunityVersion.body != ""))
    return tenures.known(person for text in kept for person in _people(text))


def _people(text: str) -> tuple[Person, ...]:
    try:
        return parsed(text).people
    except CommunityFileError:
        # An older release took it, and this one reads it no more.
        return ()
