/// Who can take part in a call: user, phone number, Teams identities, unknown; and their raw ids.
///
/// Start reading at `CommunicationIdentifier`.
///
/// May depend on: `base`. Nothing else of ours.
///
/// Threads: immutable values.
@NullMarked
package dev.cordboard.identifier;

import org.jspecify.annotations.NullMarked;
