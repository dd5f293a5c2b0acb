"""What runs when, and where results go."""
