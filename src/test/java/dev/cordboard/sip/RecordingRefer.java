package dev.cordboard.sip;

import dev.cordboard.sip.refer.ReferListener;
import java.util.ArrayList;
import java.util.List;

/// Writes down what becomes of a REFER.
final class RecordingRefer implements ReferListener {
  final List<String> heard = new ArrayList<>();

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
