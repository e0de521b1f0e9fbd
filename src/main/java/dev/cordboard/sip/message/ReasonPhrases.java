package dev.cordboard.sip.message;

/// The reason phrases of RFC 3261 §21 and its extensions.
public final class ReasonPhrases {
  private ReasonPhrases() {}

  /// The phrase of a status; that of its class when the status is unknown.
  public static String of(int status) {
    return switch (status / 100) {
      case 1 -> provisional(status);
      case 2 -> status == 202 ? "Accepted" : "OK";
      case 3 -> redirection(status);
      case 4 -> requestFailure(status);
      case 5 -> serverFailure(status);
      default -> globalFailure(status);
    };
  }

  private static String provisional(int status) {
    return switch (status) {
      case 100 -> "Trying";
      case 180 -> "Ringing";
      case 181 -> "Call Is Being Forwarded";
      case 182 -> "Queued";
      default -> "Session Progress";
    };
  }

  private static String redirection(int status) {
    return switch (status) {
      case 300 -> "Multiple Choices";
      case 301 -> "Moved Permanently";
      case 305 -> "Use Proxy";
      case 380 -> "Alternative Service";
      default -> "Moved Temporarily";
    };
  }

  private static String requestFailure(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 407 -> "Proxy Authentication Required";
      case 408 -> "Request Timeout";
      case 410 -> "Gone";
      case 412 -> "Conditional Request Failed";
      case 413 -> "Request Entity Too Large";
      case 414 -> "Request-URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 416 -> "Unsupported URI Scheme";
      case 420 -> "Bad Extension";
      case 421 -> "Extension Required";
      case 422 -> "Session Interval Too Small";
      case 423 -> "Interval Too Brief";
      case 480 -> "Temporarily Unavailable";
      case 481 -> "Call/Transaction Does Not Exist";
      case 482 -> "Loop Detected";
      case 483 -> "Too Many Hops";
      case 484 -> "Address Incomplete";
      case 485 -> "Ambiguous";
      case 486 -> "Busy Here";
      case 487 -> "Request Terminated";
      case 488 -> "Not Acceptable Here";
      case 491 -> "Request Pending";
      case 493 -> "Undecipherable";
      default -> "Bad Request";
    };
  }

  private static String serverFailure(int status) {
    return switch (status) {
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Server Time-out";
      case 505 -> "Version Not Supported";
      case 513 -> "Message Too Large";
      default -> "Server Internal Error";
    };
  }

  private static String globalFailure(int status) {
    return switch (status) {
      case 600 -> "Busy Everywhere";
      case 604 -> "Does Not Exist Anywhere";
      case 606 -> "Not Acceptable";
      default -> "Decline";
    };
  }
}
