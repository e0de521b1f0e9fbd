package dev.cordboard.event.grid;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.event.wire.Alarms;
import dev.cordboard.event.wire.WebClient;
import dev.cordboard.store.Store;

/// What the subscriptions work with.
public record GridParts(
    Store store,
    GridSources sources,
    Topic topic,
    WebClient client,
    Alarms alarms,
    TimeSource time,
    IdSource ids,
    Metrics metrics) {}
