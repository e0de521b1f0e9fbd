package dev.cordboard.event.grid;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// An event as every subscription sees it, before it takes the shape of a schema.
///
/// @param urgent of no use when late: IncomingCall
record GridMessage(
    String id,
    String topic,
    String subject,
    String type,
    ObjectNode data,
    Instant at,
    boolean urgent) {}
