/// The directory: users and their tokens, phone credentials, owned numbers.
///
/// Start reading at `Directory`.
///
/// May depend on: `base`, `config`, `http` (its own routes), `identifier`, `store`. Nothing else of
/// ours.
///
/// Threads: thread-safe.
@NullMarked
package dev.cordboard.identity;

import org.jspecify.annotations.NullMarked;
