"""What the search finds: made from the data, so that nothing is found twice or by mistake."""

from spr.search.home import home_index
from spr.search.year import year_index

__all__ = ["home_index", "year_index"]
