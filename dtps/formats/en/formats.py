"""How dates and times are written in English here: the day before the month, and 24 hours."""

DATE_FORMAT = "j M Y"
SHORT_DATE_FORMAT = "j M"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "j M, H:i"
TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1
