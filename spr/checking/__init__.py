"""What is wrong with the data, as a stream of problems: one rule at a time, none hiding another."""
