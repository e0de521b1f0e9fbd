package dev.cordboard.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets the log up in code: reading XML for these lines would cost 0.1 s of every start.
///
/// One line per record, whatever a caller's name contains: control characters become `?`. A
/// `logback.configurationFile` or a `logback-test.xml` wins over this.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogFormat extends ContextAwareBase implements Configurator {
  private static final String PATTERN =
      "time=%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} level=%level at=%logger{0}"
          + " %replace(%msg){'[\\p{Cntrl}]', '?'} %kvp%n%ex{12}";

  /// Only warnings from now on: somebody watches another output.
  public static void quieten() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.WARN);
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    boolean configuredElsewhere =
        System.getProperty("logback.configurationFile") != null
            || LogFormat.class.getResource("/logback-test.xml") != null;
    if (configuredElsewhere) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(console);
    context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
    context.getLogger("org.flywaydb").setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
