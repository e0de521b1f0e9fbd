/// The settings of a server: records, and the loader that reads YAML, environment and options and
/// reports every problem with its key.
///
/// Start reading at `Settings`.
///
/// May depend on: `base`. Nothing else of ours.
///
/// Threads: immutable values.
@NullMarked
package dev.cordboard.config;

import org.jspecify.annotations.NullMarked;
