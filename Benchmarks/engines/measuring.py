"""What the engines' scripts share."""

import json
import os
import resource
import sys
import time

cores_used = min(os.cpu_count() or 1, len(os.sched_getaffinity(0)))


def start():
    """The file to read and the cores to use."""
    return sys.argv[1], cores_used


def least(body, times=3):
    """The least time and processor time of some runs."""
    seconds, processor = float("inf"), float("inf")
    for _ in range(times):
        began, used = time.monotonic(), _processor()
        body()
        seconds, processor = min(seconds, time.monotonic() - began), min(processor, _processor() - used)
    return {"seconds": seconds, "processor": processor}


def show(results):
    print(json.dumps(results))


def _processor():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def most_memory():
    """The most memory so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def more_memory(before):
    """How much more memory than `before` was needed at most."""
    return most_memory() - before


def values(row):
    """A user, an entry type, a day as text and an address."""
    user, kind, instant, address = row
    return user, kind, str(instant)[:10], address
