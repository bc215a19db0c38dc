"""What git knows about the handbook."""
