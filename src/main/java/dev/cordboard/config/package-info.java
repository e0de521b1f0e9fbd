/// The settings of a server: one record per area, with its defaults and the limits of its values.
///
/// Start reading at `Settings`; `reference.yaml` documents every key, and the package `load` beside
/// this one reads them.
///
/// May depend on: `base`. Nothing else of ours.
///
/// Threads: immutable values.
@NullMarked
package dev.cordboard.config;

import org.jspecify.annotations.NullMarked;
