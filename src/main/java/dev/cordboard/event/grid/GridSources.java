package dev.cordboard.event.grid;

/// What the data of an event needs that the call does not know.
///
/// @param roles knows what participants of rooms may do
public record GridSources(ContextIssuer contexts, RoomRoles roles) {}
