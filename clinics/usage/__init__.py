"""How much each clinic uses, in counts that name nobody, for whoever runs the platform."""
