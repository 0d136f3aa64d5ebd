"""Vetting of somebody who wants to patrol: what was checked, and the decision. A past bars nobody."""
