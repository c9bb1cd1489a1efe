"""What is counted while the application works, for Prometheus and for the practice owner's page."""

from prometheus_client import Counter, Gauge, Histogram

from apps.stability.shared import take_part

take_part()

SAVE_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)  # seconds

STREAMS = Gauge("dtps_streams", "Event streams that are open now.", multiprocess_mode="livesum")
PRESENT = Gauge("dtps_presence_sockets", "Editors that are connected now.", multiprocess_mode="livesum")
UNANSWERED = Gauge(
    "dtps_unanswered",
    "Processes that get no answer from somebody, and ask every five seconds only.",
    ["who"],
    multiprocess_mode="livesum",
)
EVENTS_SENT = Counter("dtps_events_sent", "Events written to streams.", ["event"])
EVENTS_REPLAYED = Counter("dtps_events_replayed", "Events sent again to streams that had missed them.")
RESETS = Counter("dtps_resets", "Streams that were told to start over, because what they missed is gone.")
LIMITS_HIT = Counter("dtps_limits_hit", "Requests refused because of a limit.", ["limit"])
DRAFTS_SAVED = Counter("dtps_drafts_saved", "Drafts kept on the server.")
MERGES = Counter("dtps_merges", "Saves that were put together with what was changed elsewhere meanwhile.")
CONFLICTS = Counter("dtps_conflicts", "Saves whose author had to choose between two values.")
SAVE_SECONDS = Histogram(
    "dtps_draft_save_seconds", "How long the server took to answer the save of a draft.", buckets=SAVE_BOUNDS
)
