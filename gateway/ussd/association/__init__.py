"""USSD hops of the association's own life: what their pages need, and what their keys do."""
