"""The USSD conversation: its screens, the steps between them, and the flow that walks them."""
