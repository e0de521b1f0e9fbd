package dev.cordboard.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The header fields that the stack has a word for; [#OTHER] stands for every other one.
///
/// Each knows its name on the wire, its compact form, and the [Form] of its value.
public enum HeaderName {
  VIA("Via", 'v', Form.VIA),
  FROM("From", 'f', Form.ADDRESS),
  TO("To", 't', Form.ADDRESS),
  CALL_ID("Call-ID", 'i', Form.CALL_ID),
  CSEQ("CSeq", Form.CSEQ),
  MAX_FORWARDS("Max-Forwards", Form.MAX_FORWARDS),
  CONTACT("Contact", 'm', Form.ADDRESSES),
  ROUTE("Route", Form.ADDRESSES),
  RECORD_ROUTE("Record-Route", Form.ADDRESSES),
  PATH("Path", Form.ADDRESSES),
  EXPIRES("Expires", Form.NUMBER),
  MIN_EXPIRES("Min-Expires", Form.NUMBER),
  CONTENT_LENGTH("Content-Length", 'l', Form.NUMBER),
  CONTENT_TYPE("Content-Type", 'c', Form.TEXT),
  CONTENT_ENCODING("Content-Encoding", 'e', Form.TEXT),
  CONTENT_DISPOSITION("Content-Disposition", Form.TEXT),
  REQUIRE("Require", Form.TEXT),
  PROXY_REQUIRE("Proxy-Require", Form.TEXT),
  SUPPORTED("Supported", 'k', Form.TEXT),
  UNSUPPORTED("Unsupported", Form.TEXT),
  ALLOW("Allow", Form.TEXT),
  ACCEPT("Accept", Form.TEXT),
  ALLOW_EVENTS("Allow-Events", 'u', Form.TEXT),
  EVENT("Event", 'o', Form.TEXT),
  SUBSCRIPTION_STATE("Subscription-State", Form.TEXT),
  WWW_AUTHENTICATE("WWW-Authenticate", Form.TEXT),
  PROXY_AUTHENTICATE("Proxy-Authenticate", Form.TEXT),
  AUTHORIZATION("Authorization", Form.TEXT),
  PROXY_AUTHORIZATION("Proxy-Authorization", Form.TEXT),
  P_ASSERTED_IDENTITY("P-Asserted-Identity", Form.TEXT),
  P_PREFERRED_IDENTITY("P-Preferred-Identity", Form.TEXT),
  PRIVACY("Privacy", Form.TEXT),
  USER_TO_USER("User-To-User", Form.TEXT),
  DIVERSION("Diversion", Form.TEXT),
  HISTORY_INFO("History-Info", Form.TEXT),
  REASON("Reason", Form.TEXT),
  RETRY_AFTER("Retry-After", Form.RETRY_AFTER),
  WARNING("Warning", Form.WARNING),
  REFER_TO("Refer-To", 'r', Form.TEXT),
  REFERRED_BY("Referred-By", 'b', Form.TEXT),
  REPLACES("Replaces", Form.TEXT),
  SESSION_EXPIRES("Session-Expires", 'x', Form.TEXT),
  MIN_SE("Min-SE", Form.TEXT),
  RSEQ("RSeq", Form.NUMBER),
  RACK("RAck", Form.TEXT),
  SUBJECT("Subject", 's', Form.TEXT),
  DATE("Date", Form.TEXT),
  TIMESTAMP("Timestamp", Form.TEXT),
  USER_AGENT("User-Agent", Form.TEXT),
  SERVER("Server", Form.TEXT),
  /// Every field without a constant here; [Header#name] has its name.
  OTHER("", Form.TEXT);

  /// How a value is read. Everything but TEXT is routed on, so it is checked on receipt.
  enum Form {
    VIA,
    ADDRESS,
    ADDRESSES,
    CALL_ID,
    CSEQ,
    MAX_FORWARDS,
    NUMBER,
    RETRY_AFTER,
    WARNING,
    TEXT
  }

  private static final int TABLE_SIZE = 256;
  private static final HeaderName[] TABLE = table();
  private static final HeaderName[] COMPACT = compactForms();

  private final String text;
  private final String lower;
  private final char compact;
  private final Form form;

  HeaderName(String text, Form form) {
    this(text, '\0', form);
  }

  HeaderName(String text, char compact, Form form) {
    this.text = text;
    this.lower = text.toLowerCase(Locale.ROOT);
    this.compact = compact;
    this.form = form;
  }

  /// The name as it goes on the wire: the long form.
  public String text() {
    return text;
  }

  Form form() {
    return form;
  }

  /// The constant of a name in any case or compact form, or [#OTHER].
  public static HeaderName of(String name) {
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    return find(bytes, 0, bytes.length);
  }

  static HeaderName find(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length == 1) {
      int c = Chars.lower(bytes[start]);
      return c >= 'a' && c <= 'z' ? COMPACT[c - 'a'] : OTHER;
    }
    if (length == 0) {
      return OTHER;
    }
    int slot = hash(Chars.lower(bytes[start]), Chars.lower(bytes[end - 1]), length);
    while (TABLE[slot] != OTHER) {
      if (TABLE[slot].spells(bytes, start, length)) {
        return TABLE[slot];
      }
      slot = (slot + 1) % TABLE_SIZE;
    }
    return OTHER;
  }

  private boolean spells(byte[] bytes, int start, int length) {
    if (lower.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower.charAt(i) != Chars.lower(bytes[start + i])) {
        return false;
      }
    }
    return true;
  }

  private static int hash(int first, int last, int length) {
    return (first * 7 + last * 31 + length * 13) & (TABLE_SIZE - 1);
  }

  private static HeaderName[] table() {
    var table = new HeaderName[TABLE_SIZE];
    Arrays.fill(table, OTHER);
    for (var name : values()) {
      if (name != OTHER) {
        int length = name.lower.length();
        int slot = hash(name.lower.charAt(0), name.lower.charAt(length - 1), length);
        while (table[slot] != OTHER) {
          slot = (slot + 1) % TABLE_SIZE;
        }
        table[slot] = name;
      }
    }
    return table;
  }

  private static HeaderName[] compactForms() {
    var forms = new HeaderName[26];
    Arrays.fill(forms, OTHER);
    for (var name : values()) {
      if (name.compact != '\0') {
        forms[name.compact - 'a'] = name;
      }
    }
    return forms;
  }
}
