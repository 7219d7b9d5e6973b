"""What an assessment is: frozen values that know nothing of files, pages or the clock."""
