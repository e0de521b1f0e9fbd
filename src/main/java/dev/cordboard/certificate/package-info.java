/// The server's TLS identity: a development authority and a certificate signed by it, made at the
/// first start and kept as PEM in the data folder.
///
/// Start reading at `DevelopmentCertificates`.
///
/// May depend on: `base`, `config`. Nothing else of ours.
///
/// Threads: used once at start.
@NullMarked
package dev.cordboard.certificate;

import org.jspecify.annotations.NullMarked;
