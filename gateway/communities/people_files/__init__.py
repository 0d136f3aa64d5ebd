"""Files of people: spreadsheets (CSV) and contacts (vCard), read with every fault by its line, and what they change."""
