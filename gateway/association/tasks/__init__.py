"""Tasks of youth groups: hazards that become work, who takes it, and what is done."""
