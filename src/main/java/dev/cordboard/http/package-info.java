/// The HTTPS server: route table, access-key check, error shape. It knows no call.
///
/// Start reading at `HttpServer`.
///
/// May depend on: `base`, `config`. Nothing else of ours.
///
/// Threads: one virtual thread per request.
@NullMarked
package dev.cordboard.http;

import org.jspecify.annotations.NullMarked;
