"""Documents of the right shape become the model: one module for one kind of thing."""
