/// Rooms: places that invited users join, for a time; made and kept through the Rooms API.
///
/// Start reading at `Rooms`, then `RoomRoutes`.
///
/// May depend on: `base`, `config`, `http` (its own routes), `engine` (implements its `RoomBook`),
/// `identifier`, `store`. Nothing else of ours.
///
/// Threads: thread-safe.
@NullMarked
package dev.cordboard.rooms;

import org.jspecify.annotations.NullMarked;
