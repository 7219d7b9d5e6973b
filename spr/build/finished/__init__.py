"""What is done with finished pages: looked through, searched for words that must not leave, compressed."""
