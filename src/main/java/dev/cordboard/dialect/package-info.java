/// The api-versions as tables: which operations, members, enum values and events each one has.
///
/// Start reading at `Dialect`.
///
/// May depend on: `base`, `call`, `identifier`. Nothing else of ours.
///
/// Threads: immutable values.
@NullMarked
package dev.cordboard.dialect;

import org.jspecify.annotations.NullMarked;
