"""Text tools: GSM-7, languages, phone numbers, hints from the words of a text, and redaction before it leaves."""
