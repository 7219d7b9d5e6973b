"""The preview on the computer of whoever writes: what is saved is shown, and what is wrong with it."""
