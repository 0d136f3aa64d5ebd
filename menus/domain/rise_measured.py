"""The measured success of the finder of rises in seeded towns, as its page tells. A test measures it anew each time.

Each town has 36 series with 0.15 to 4 incidents a week, whose variance is 1.5 times their mean.
"""

FALSE_LOOKS = 4.9
"""The false series to look at, a year and town."""
FALSE_RISES = 0.8
"""The false rises that are told by SMS, a year and town."""
FALSE_RISES_OF_ZONES, SERIES_OF_ZONES = 1.1, 55
"""The false rises a year in a town of 6 zones and all 7 kinds, with the sums of each zone and kind, and its series."""
FALSE_SILENCES = 0.0
"""The false silences, a year and town of 8 zones with 2 to 30 callers in four weeks."""
FOUND_LOOKS, FOUND_RISES = 88, 62
"""The percent of towns in which three times as many as two a week are shown, and told by SMS, within six weeks."""
FOUND_SILENCES = 83
"""The percent of towns in which a zone of 16 callers in four weeks is told as silent within eight weeks without any."""
FOUND_SILENCES_OF_ALL, FALSE_SILENCES_OF_ALL = 97, 0.01
"""The same of a whole community of 21 callers in four weeks, in zones that have too few to be told; the false ones."""
