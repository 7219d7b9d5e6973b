"""What is measured, so that anyone can measure it again."""
