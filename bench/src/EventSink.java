import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// An application that takes events and says yes to everything, subscription validations included. Argument: the port.
public final class EventSink {
  private static final Pattern CODE = Pattern.compile("\"validationCode\"\\s*:\\s*\"([^\"]*)\"");

  public static void main(String[] args) throws Exception {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 1024);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", exchange -> {
      var code = CODE.matcher(new String(exchange.getRequestBody().readAllBytes()));
      var answer = code.find() ? ("{\"validationResponse\":\"" + code.group(1) + "\"}").getBytes() : new byte[0];
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    http.start();
  }
}
