"""Access to the desk: codes, passkeys and authenticators of people, their sessions, and how each of them ends."""
