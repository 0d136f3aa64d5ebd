"""Small applications of public USSD libraries, each over the same menu. They run in environments of their own."""
