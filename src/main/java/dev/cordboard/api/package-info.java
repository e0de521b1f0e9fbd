/// The service's routes: requests into commands, refusals into errors.
///
/// Start reading at `CallConnectionRoutes`.
///
/// May depend on: `base`, `config`, `http`, `engine`, `dialect`, `call`, `identity`, `identifier`.
/// Nothing else of ours.
///
/// Threads: one virtual thread per request.
@NullMarked
package dev.cordboard.api;

import org.jspecify.annotations.NullMarked;
