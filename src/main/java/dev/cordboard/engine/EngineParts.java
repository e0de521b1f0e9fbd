package dev.cordboard.engine;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.engine.dial.People;
import dev.cordboard.media.MediaPlane;
import dev.cordboard.sip.UserAgent;
import dev.cordboard.store.Store;

/// What an engine drives and leans on.
public record EngineParts(
    UserAgent sip,
    MediaPlane media,
    Store store,
    EventSink events,
    People people,
    RoomBook rooms,
    Tools tools) {
  /// Time, identity and counters.
  public record Tools(TimeSource time, IdSource ids, Metrics metrics) {}
}
