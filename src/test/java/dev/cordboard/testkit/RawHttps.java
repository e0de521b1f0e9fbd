package dev.cordboard.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// An HTTP/1.1 client that sends exactly the bytes a test gives it; ordinary clients tidy targets
/// and header fields up.
public final class RawHttps implements AutoCloseable {
  private final SSLSocket socket;
  private final BufferedInputStream input;

  /// Connects to loopback.
  public RawHttps(SSLContext trust, int port) {
    try {
      socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
      socket.setSoTimeout(10_000);
      input = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends one request and reads its answer; `content-length` is added when there is a body.
  public Answer send(String method, String target, Map<String, String> headers, byte[] body) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body.length > 0 || method.equals("POST")) {
      head.append("content-length: ").append(body.length).append("\r\n");
    }
    write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    write(body);
    return read();
  }

  /// Sends bytes as they are.
  public void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads one answer.
  public Answer read() {
    try {
      var status =
          Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
      var headers = new LinkedHashMap<String, String>();
      for (var line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new Answer(
          status, headers, new String(input.readNBytes(length), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the server closed the connection; waits for it.
  public boolean isClosedByServer() {
    try {
      return input.read() < 0;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    var text = new ByteArrayOutputStream();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      text.write(c);
    }
    return text.toString(StandardCharsets.UTF_8).strip();
  }

  /// What came back; header names in lower case.
  public record Answer(int status, Map<String, String> headers, String body) {}
}
