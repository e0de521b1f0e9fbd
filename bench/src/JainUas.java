import java.util.Properties;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// The baseline: a user agent server on jain-sip-ri that answers every INVITE with 180 and 200 and every BYE with 200.
/// Argument: the UDP port on 127.0.0.1.
public final class JainUas implements SipListener {
  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

  private final SipProvider provider;
  private final MessageFactory messages;
  private final SipFactory factory = SipFactory.getInstance();
  private final String contact;

  private JainUas(int port) throws Exception {
    factory.setPathName("gov.nist");
    var properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", "bench");
    properties.setProperty("gov.nist.javax.sip.TRACE_LEVEL", "0");
    properties.setProperty("gov.nist.javax.sip.LOG_MESSAGE_CONTENT", "false");
    properties.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", "4194304");
    var stack = factory.createSipStack(properties);
    var point = stack.createListeningPoint("127.0.0.1", port, "udp");
    provider = stack.createSipProvider(point);
    provider.addSipListener(this);
    messages = factory.createMessageFactory();
    contact = "sip:bench@127.0.0.1:" + port;
  }

  public static void main(String[] args) throws Exception {
    org.apache.log4j.Logger.getRootLogger().setLevel(org.apache.log4j.Level.OFF);
    org.apache.log4j.BasicConfigurator.configure();
    org.apache.log4j.Logger.getRootLogger().setLevel(org.apache.log4j.Level.OFF);
    new JainUas(Integer.parseInt(args[0]));
    System.out.println("ready");
    Thread.currentThread().join();
  }

  @Override
  public void processRequest(RequestEvent event) {
    try {
      var request = event.getRequest();
      ServerTransaction transaction = event.getServerTransaction();
      switch (request.getMethod()) {
        case Request.INVITE -> {
          if (transaction == null) transaction = provider.getNewServerTransaction(request);
          var ringing = messages.createResponse(Response.RINGING, request);
          ((ToHeader) ringing.getHeader(ToHeader.NAME)).setTag("t" + System.nanoTime());
          transaction.sendResponse(ringing);
          var ok = messages.createResponse(Response.OK, request);
          ((ToHeader) ok.getHeader(ToHeader.NAME)).setTag(((ToHeader) ringing.getHeader(ToHeader.NAME)).getTag());
          var headers = factory.createHeaderFactory();
          ok.addHeader(headers.createContactHeader(
              factory.createAddressFactory().createAddress(contact)));
          ok.setContent(SDP, headers.createContentTypeHeader("application", "sdp"));
          transaction.sendResponse(ok);
        }
        case Request.BYE -> transaction.sendResponse(messages.createResponse(Response.OK, request));
        default -> {}
      }
    } catch (Exception e) {
      e.printStackTrace();
    }
  }

  @Override
  public void processResponse(ResponseEvent event) {}

  @Override
  public void processTimeout(TimeoutEvent event) {}

  @Override
  public void processIOException(IOExceptionEvent event) {}

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {}
}
