package dev.cordboard.api;

import dev.cordboard.dialect.Dialect;
import dev.cordboard.http.Exchange;

/// One call of an operation, in the api-version it names.
record Request(Exchange exchange, Dialect dialect, Dialect.Operation operation) {
  /// A part of the path, decoded.
  String path(String name) {
    var value = exchange.pathParameters().get(name);
    if (value == null) {
      throw new IllegalStateException(operation.path() + " has no " + name);
    }
    return value;
  }

  /// The connection that the path names.
  String connectionId() {
    return path("callConnectionId");
  }

  /// The status this operation succeeds with in this version.
  int successStatus() {
    return dialect.successStatuses(operation.name()).getFirst();
  }
}
