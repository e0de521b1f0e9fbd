package dev.cordboard.sip;

import dev.cordboard.sip.refer.ReferListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Writes down what becomes of a REFER.
final class RecordingRefer implements ReferListener {
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  /// The next word, waited for on real sockets.
  String next() throws InterruptedException {
    var word = heard.poll(10, TimeUnit.SECONDS);
    return word == null ? "nothing" : word;
  }

  @Override
  public void accepted() {
    heard.add("accepted");
  }

  @Override
  public void refused(int status) {
    heard.add("refused " + status);
  }

  @Override
  public void progress(int status) {
    heard.add(Integer.toString(status));
  }

  @Override
  public void finished(int status) {
    heard.add("finished " + status);
  }

  @Override
  public void lost() {
    heard.add("lost");
  }
}
