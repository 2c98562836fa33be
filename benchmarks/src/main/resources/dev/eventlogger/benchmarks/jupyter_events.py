"""Logs events by Jupyter Events to a file, and prints what that cost as JSON."""
import json
import logging
import sys
import time

import jupyter_events

schema_and_events, target, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(schema_and_events) as file:
    given = json.load(file)
handler = logging.FileHandler(target)
logger = jupyter_events.EventLogger(handlers=[handler])
logger.register_event_schema(given["schema"])


def emit(events):
    for data in events:
        logger.emit(schema_id=given["schema"]["$id"], data=data)


emit(given["events"])
handler.flush()
with open(target, "w"):
    pass
begun, cpu = time.perf_counter(), time.process_time()
for _ in range(rounds):
    emit(given["events"])
handler.close()
seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - cpu
count = rounds * len(given["events"])
with open(target) as file:
    lines = sum(1 for _ in file)
print(
    json.dumps(
        {
            "version": jupyter_events.__version__,
            "events": count,
            "lost": count - lines,
            "events_per_second": lines / seconds,
            "cpu_ns_per_event": cpu_seconds * 1e9 / lines,
        }
    )
)
