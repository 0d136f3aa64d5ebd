"""What facts of a page are asked for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.ussd.context import Caller


@dataclass(frozen=True)
class Asked:
    """What facts are asked for: the community, the caller, and the time."""

    session: Session
    record: CommunityRecord
    caller: Caller
    now: datetime
