"""The list of households: one number each. Two listed neighbours vouch for a new one; two officers enter the first.

Nobody is asked for a name, a house or an identity: neighbours know each other.
"""

from datetime import timedelta

VOUCHERS = 2
"""So many listed neighbours vouch for a household (the specification)."""
WAITS = timedelta(days=7)
"""A request waits so long for its neighbours: they may meet before the next baraza. A guess."""
ASKED_AGAIN = timedelta(days=1)
"""One number asks so often at most. A guess."""
MOST_ASKED = 3
"""One listed number is asked to vouch so often a day at most: nobody shall be flooded with texts. A guess."""
MOST_TRIES = 5
"""Wrong codes of one number a day: a code has four digits. A guess."""
MOST_ENTERED = 400
"""The most numbers of one sheet that officers enter. A guess."""
