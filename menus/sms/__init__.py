"""SMS: the grammar of inbound texts and the wording of outbound texts."""
