"""The reading of the facts that a page asks for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.ussd.context import Caller


@dataclass(frozen=True)
class Asked:
    """The question for facts: the community, the caller, and the time."""

    session: Session
    record: CommunityRecord
    caller: Caller
    now: datetime
