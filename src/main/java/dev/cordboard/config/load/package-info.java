/// Reads the command line, the YAML file and the environment into the settings records, and reports
/// every problem with its key.
///
/// Start reading at `SettingsLoader`.
///
/// May depend on: `base`, `config`. Nothing else of ours.
///
/// Threads: used once at start.
@NullMarked
package dev.cordboard.config.load;

import org.jspecify.annotations.NullMarked;
