"""What is counted while the application works, for Prometheus and for the practice owner's Reliability page."""

from prometheus_client import Counter, Gauge, Histogram

STREAMS = Gauge("dtps_streams", "Event streams that are open now.", multiprocess_mode="livesum")
PRESENT = Gauge("dtps_presence_sockets", "Editors that are connected now.", multiprocess_mode="livesum")
EVENTS_SENT = Counter("dtps_events_sent", "Events written to streams.", ["event"])
EVENTS_REPLAYED = Counter("dtps_events_replayed", "Events sent again to streams that had missed them.")
RESETS = Counter("dtps_resets", "Streams that were told to start over, because what they missed is gone.")
LIMITS_HIT = Counter("dtps_limits_hit", "Requests refused because of a limit.", ["limit"])
DRAFTS_SAVED = Counter("dtps_drafts_saved", "Drafts kept on the server.")
MERGES = Counter("dtps_merges", "Saves that were put together with somebody else's changes.")
CONFLICTS = Counter("dtps_conflicts", "Saves whose author had to choose between two values.")
SAVE_SECONDS = Histogram("dtps_draft_save_seconds", "How long the server took to keep a draft.")
