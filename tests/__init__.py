"""One file per module; cases as data beside them."""
