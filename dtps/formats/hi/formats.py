"""How dates and numbers are written in Hindi here: as in English, but with lakhs and crores."""

from dtps.formats.en.formats import DATE_FORMAT as DATE_FORMAT
from dtps.formats.en.formats import DATETIME_FORMAT as DATETIME_FORMAT
from dtps.formats.en.formats import FIRST_DAY_OF_WEEK as FIRST_DAY_OF_WEEK
from dtps.formats.en.formats import SHORT_DATE_FORMAT as SHORT_DATE_FORMAT
from dtps.formats.en.formats import SHORT_DATETIME_FORMAT as SHORT_DATETIME_FORMAT
from dtps.formats.en.formats import TIME_FORMAT as TIME_FORMAT

NUMBER_GROUPING = (3, 2, 0)
