"""Pages to print: a sheet for the police station, pads of references for days without power, and the rota of a week."""
