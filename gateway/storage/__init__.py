"""What is kept: the models, the database they live in, and the USSD memory in Redis."""
