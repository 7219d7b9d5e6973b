"""Small words that every report uses."""


def count(number: int, noun: str) -> str:
    """How many there are of something: "1 problem", "1,234 problems"."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
