"""What each version of the SDK can do, and what the api-version that it speaks puts into its events."""

# Oldest first; each version has what the ones before it have, and adds some.
_HISTORY = {
    "1.0.0": ("2023-03-06", {"by-invite"}),
    "1.3.0b2": (
        "2024-06-15-preview",
        {"mute", "cancel-add", "transferee", "transfer-parties", "operation-callback", "custom-context",
         "event-version", "transfer-caller-id", "connect", "hold",
         # These 1.0.0 takes and does not put on the wire.
         "ring-limit", "group-source"},
    ),
    "1.3.0": ("2024-09-15", {"results", "failed-events"}),
    "1.6.0": ("2026-03-12", {"move"}),
}
_DROPPED = {"1.3.0b2": {"by-invite"}}


def features(version):
    """The api-version that this version speaks and the names of what it has."""
    has = set()
    for name, (api, adds) in _HISTORY.items():
        has = (has - _DROPPED.get(name, set())) | adds
        if name == version:
            return api, has
    raise ValueError(f"not in the table: {version}")
