"""How allauth works here: who may sign in, how mail leaves, how secrets are kept."""
