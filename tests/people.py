"""Whom the stories are about: the phones of the example community, and of residents in it."""

CODE = "*384*77#"
"""What its residents dial."""
RESIDENTS = [f"+2547110000{number:02}" for number in range(9, 29)]
RESIDENT, OTHER = RESIDENTS[:2]
LEADER, DEPUTY, BONDENI, KIAMUTISYA = ("+254700000" + tail for tail in ("101", "102", "111", "112"))
"""Who patrols: the leader, the deputy, and those of two zones."""
COORDINATOR, LANDLORDS = "+254700000121", "+254700000122"
POLICE, ALTERNATE, STATION = ("+254700000" + tail for tail in ("131", "132", "133"))
FOCAL, FOCAL_ALTERNATE, OVERSIGHT = ("+254700000" + tail for tail in ("141", "142", "151"))
KILLING, BREAK_IN = ("1", "2", "1", "1"), ("3", "2", "4", "1")
"""Keys after dialling: a killing in Bondeni with weapon and hurt, and a break-in there without."""
