package dev.cordboard.examples;

import com.azure.communication.callautomation.CallAutomationClientBuilder;
import com.azure.communication.callautomation.CallAutomationEventParser;
import com.azure.communication.callautomation.models.CallInvite;
import com.azure.communication.callautomation.models.events.CallAutomationEventBase;
import com.azure.communication.callautomation.models.events.CallConnected;
import com.azure.communication.callautomation.models.events.CallDisconnected;
import com.azure.communication.common.PhoneNumberIdentifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Calls a phone, waits until it has answered, hangs up. As the service's own samples do it: the
 * connection string comes from outside, everything else is the official SDK.
 *
 * <p>Usage: {@code FirstCall <number to call> <number to show>}, with the connection string in the
 * environment variable {@code COMMUNICATION_CONNECTION_STRING}.
 */
public final class FirstCall {
  private static final int PATIENCE_SECONDS = 20;
  private static final int TALK_SECONDS = 2;

  private final BlockingQueue<CallAutomationEventBase> events = new LinkedBlockingQueue<>();

  public static void main(String[] arguments) throws Exception {
    new FirstCall().run(arguments[0], arguments[1]);
    // The SDK's HTTP client keeps threads that would hold the process.
    System.exit(0);
  }

  private void run(String target, String shown) throws Exception {
    HttpServer webhooks = listen();
    String callbacks = "http://127.0.0.1:" + webhooks.getAddress().getPort() + "/callbacks";
    var client =
        new CallAutomationClientBuilder()
            .connectionString(System.getenv("COMMUNICATION_CONNECTION_STRING"))
            .buildClient();

    var invite =
        new CallInvite(new PhoneNumberIdentifier(target), new PhoneNumberIdentifier(shown));
    var call = client.createCall(invite, callbacks);
    System.out.println("call " + call.getCallConnectionProperties().getCallConnectionId());

    await(CallConnected.class);
    var properties = call.getCallConnection().getCallProperties();
    System.out.println("server " + properties.getServerCallId());
    TimeUnit.SECONDS.sleep(TALK_SECONDS);

    call.getCallConnection().hangUp(true);
    await(CallDisconnected.class);
    webhooks.stop(0);
  }

  private HttpServer listen() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/callbacks", this::receive);
    server.start();
    return server;
  }

  private void receive(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
    for (var event : CallAutomationEventParser.parseEvents(body)) {
      System.out.println("event " + event.getClass().getSimpleName());
      events.add(event);
    }
  }

  private void await(Class<? extends CallAutomationEventBase> type) throws InterruptedException {
    while (true) {
      var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new IllegalStateException("no " + type.getSimpleName() + " has come");
      }
      if (type.isInstance(event)) {
        return;
      }
    }
  }
}
