"""What can be done to people, their roles, factors, invitations and the sign-in policy."""
