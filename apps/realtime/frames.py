"""Reading what an editor says over its socket: bounded, strict, with a close code for what will not do."""

import time
from collections import deque

from apps.stability.json_body import parse_json
from apps.stability.metrics import LIMITS_HIT

NOT_UNDERSTOOD, TOO_LARGE, TOO_MANY = 4400, 4409, 4429
LARGEST_FRAME = 1024  # bytes
MOST_FRAMES, WITHIN = 30, 10.0  # seconds


class NotTaken(Exception):
    """A frame that ends the connection with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Frames:
    """The frames of one socket."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=MOST_FRAMES)

    def read(self, text: str | None) -> bool:
        """Whether this sign of life says idle. Raises NotTaken; `text` is None for a frame of bytes."""
        now = time.monotonic()
        if len(self._times) == MOST_FRAMES and now - self._times[0] < WITHIN:
            LIMITS_HIT.labels(limit="socket_frames").inc()
            raise NotTaken(TOO_MANY)
        self._times.append(now)
        if text is None:
            raise NotTaken(NOT_UNDERSTOOD)
        if len(text.encode()) > LARGEST_FRAME:
            raise NotTaken(TOO_LARGE)
        try:
            message = parse_json(text)
        except ValueError:
            raise NotTaken(NOT_UNDERSTOOD) from None
        match message:
            case {"type": "here", "idle": bool(is_idle)}:
                return is_idle
        raise NotTaken(NOT_UNDERSTOOD)
