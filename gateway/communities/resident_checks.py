"""Checks of what a community file tells residents about help near them."""

from collections.abc import Iterator, Mapping

from gateway.communities.file_parts import Finding, Parts
from gateway.communities.schema_association import ReferralEntry
from menus.domain.said import Said


def findings(parts: Parts, referrals: Mapping[int, ReferralEntry]) -> Iterator[Finding]:
    """Yield (path, message) for every place of help in a zone that the file does not have."""
    known = parts.words("zones", "key")
    for place, referral in referrals.items():
        for index, zone in enumerate(referral.zones):
            if zone not in known:
                message = "{key!r} is no zone; accepted: {known}"
                yield ("referrals", place, "zones", index), Said(message, key=zone, known=", ".join(sorted(known)))
