"""The police at the desk: the scorecard of each station, its own words, and what is planned and held with it."""
