/// The service's routes: requests into commands, refusals into errors.
///
/// Start reading at `CallingApi`; what all actions on a connection share is in `CallActions`.
///
/// May depend on: `base`, `config`, `http`, `engine`, `dialect`, `call`, `identity`, `identifier`.
/// Nothing else of ours.
///
/// Threads: one virtual thread per request.
@NullMarked
package dev.cordboard.api;

import org.jspecify.annotations.NullMarked;
