"""
The board paper: a year on paper, for the meeting that it goes to.

`compose` says what stands in it, as values (`blocks`); `page` and `word` write them down, each in its way.
"""
