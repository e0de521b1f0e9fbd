package dev.cordboard.sip.message;

import static dev.cordboard.sip.message.Samples.INVITE;
import static dev.cordboard.sip.message.Samples.OK;
import static dev.cordboard.sip.message.Samples.inviteAnd;
import static dev.cordboard.sip.message.Samples.inviteWith;
import static dev.cordboard.sip.message.Samples.message;
import static dev.cordboard.sip.message.Samples.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is read although it looks odd: because it is legal, or because many peers write it and
/// nothing is routed on it.
class LenientTest {
  @Test
  void readsWhatTheStackRoutesOn() {
    var invite = request(INVITE);

    assertThat(invite.is(SipMethod.INVITE)).isTrue();
    assertThat(invite.uri().userName()).isEqualTo("+14255550100");
    assertThat(invite.topVia().branch()).hasValue("z9hG4bK74bf9");
    assertThat(invite.topVia().sentBy()).isEqualTo("192.0.2.9:5061");
    assertThat(invite.from().displayName()).isEqualTo("Alice");
    assertThat(invite.fromTag()).hasValue("9fxced76sl");
    assertThat(invite.toTag()).isEmpty();
    assertThat(invite.maxForwards()).hasValue(70);
    assertThat(invite.contacts())
        .singleElement()
        .satisfies(contact -> assertThat(contact.uri().transport()).hasValue("udp"));
    assertThat(invite.supported()).containsExactly("100rel", "timer");
    assertThat(invite.contentType()).isEqualTo("application/sdp");
    assertThat(invite.body()).asString(UTF_8).isEqualTo("v=0");
    assertThat(invite.value("user-agent")).hasValue("Phone/1.0");
  }

  @Test
  void readsFoldsOddSpacesAndCompactForms() {
    var odd =
        INVITE
            .replace("To: <", "t \t: \r\n\t<")
            .replace(
                "Via: SIP/2.0/UDP 192.0.2.9:5061;rport;",
                "v:SIP / 2.0 / UDP 192.0.2.9 : 5061 ; rport ; ")
            .replace("branch=z", "branch  =  z")
            .replace("CSeq: 2 INVITE", "cseq: 0002\r\n   INVITE")
            .replace(";tag=", "  ;\r\n tag = ");

    var invite = request(odd);

    assertThat(invite.topVia()).isEqualTo(request(INVITE).topVia());
    assertThat(invite.from()).isEqualTo(request(INVITE).from());
    assertThat(invite.cSeq()).isEqualTo(new CSeq(2, SipMethod.INVITE));
  }

  @Test
  void ignoresEmptyLinesBeforeAMessageAndBytesBehindIt() {
    var invite = request("\r\n\r\n" + INVITE + "INVITE sip:other@example.com SIP/2.0\r\n");

    assertThat(invite.bodyLength()).isEqualTo(3);
  }

  @Test
  void takesTheRestOfADatagramWithoutLengthAsBody() {
    assertThat(request(INVITE.replace("Content-Length: 3\r\n", "")).bodyLength()).isEqualTo(3);
  }

  @Test
  void toleratesCommasInAnUnquotedDisplayName() {
    assertThat(request(inviteWith("From:", "From: Bell, Alexander <sip:a@b>;tag=1")).from())
        .satisfies(from -> assertThat(from.displayName()).isEqualTo("Bell, Alexander"));
  }

  @Test
  void toleratesADateOfAnotherZone() {
    assertThat(request(inviteAnd("Date: Fri, 01 Jan 2010 16:00:00 EST")).value("Date"))
        .hasValue("Fri, 01 Jan 2010 16:00:00 EST");
  }

  @Test
  void readsEscapedQuotesAndLeavesOutEscapedControls() {
    var invite = request(inviteWith("From:", "From: \"a \\\"b\\\" \\\u0007c\" <sip:a@b>;tag=1"));

    assertThat(invite.from().displayName()).isEqualTo("a \"b\"  c");
  }

  @Test
  void readsNamesInUtf8() {
    var invite = request(inviteWith("From:", "From: \"Zoë 大停電\" <sip:a@b>;tag=1"));

    assertThat(invite.from().displayName()).isEqualTo("Zoë 大停電");
  }

  @Test
  void keepsHeaderParametersApartFromUriParameters() {
    var outside = request(inviteWith("Contact:", "Contact: sip:a@b;q=0.5;expires=60"));
    var inside = request(inviteWith("Contact:", "Contact: <sip:a@b;q=0.5>;expires=60"));

    assertThat(outside.contacts().getFirst().uri().parameters().isEmpty()).isTrue();
    assertThat(outside.contacts().getFirst().parameters().get("q")).hasValue("0.5");
    assertThat(inside.contacts().getFirst().uri().parameters().get("q")).hasValue("0.5");
    assertThat(inside.contacts().getFirst().expiresSeconds()).hasValue(60);
  }

  @Test
  void readsListsOverSeveralFieldsAndCommas() {
    var invite = request(inviteAnd("Route: <sip:p1;lr>, \"a,b\" <sip:p2;lr>\nRoute: <sip:p3;lr>"));

    assertThat(invite.routes())
        .extracting(route -> route.uri().host())
        .containsExactly("p1", "p2", "p3");
    assertThat(invite.routes()).allMatch(route -> route.uri().isLooseRouter());
  }

  @Test
  void passesOverContactsOfOtherSchemesInAResponse() {
    var moved =
        message(OK.replace("Contact: <sip:b@192.0.2.9>", "Contact: <mailto:b@example.com>"));

    assertThat(moved.contacts()).isEmpty();
  }

  @Test
  void readsAResponseWithoutReason() {
    assertThat(((SipResponse) message(OK.replace("200 OK", "200 "))).reason()).isEmpty();
    assertThat(((SipResponse) message(OK.replace("200 OK", "200"))).status()).isEqualTo(200);
  }

  @Test
  void readsAWildcardContact() {
    var star = request(inviteWith("Contact:", "Contact: *"));

    assertThat(star.hasWildcardContact()).isTrue();
    assertThat(star.contacts()).isEmpty();
    assertThat(request(INVITE).hasWildcardContact()).isFalse();
  }

  @Test
  void takesAnRfc2543RequestWithoutBranchAndMaxForwards() {
    var old = INVITE.replace(";branch=z9hG4bK74bf9", "").replace("Max-Forwards: 70\r\n", "");

    assertThat(request(old).topVia().hasUniqueBranch()).isFalse();
    assertThat(request(old).maxForwards()).isEmpty();
  }

  @Test
  void takesTheCookieAloneForNoBranch() {
    assertThat(request(INVITE.replace("z9hG4bK74bf9", "z9hG4bK")).topVia().hasUniqueBranch())
        .isFalse();
    assertThat(request(INVITE).topVia().hasUniqueBranch()).isTrue();
  }

  @Test
  void readsIpv6WithAndWithoutBrackets() {
    var invite =
        request(
            INVITE
                .replace("UDP 192.0.2.9:5061", "UDP [2001:db8::9]:5061;received=2001:db8::8")
                .replaceFirst("@192.0.2.1;", "@[2001:db8::10:5070]:5071;"));

    assertThat(invite.topVia().hostName()).isEqualTo("2001:db8::9");
    assertThat(invite.topVia().received()).hasValue("2001:db8::8");
    assertThat(invite.uri().hostName()).isEqualTo("2001:db8::10:5070");
    assertThat(invite.uri().port()).isEqualTo(5071);
  }

  @Test
  void readsChallengesAndCredentials() {
    var invite =
        request(
            inviteAnd(
                "Authorization: Digest username=\"bob\", realm=\"a, b\",nonce=\"n\\\"1\" , uri=\"sip:x\","
                    + "\n qop=auth, nc=00000001\nAuthorization: =x\nAuthorization: Basic"));

    assertThat(invite.auth(HeaderName.AUTHORIZATION)).hasSize(2);
    var digest = invite.auth(HeaderName.AUTHORIZATION).getFirst();
    assertThat(digest.isDigest()).isTrue();
    assertThat(digest.get("realm")).hasValue("a, b");
    assertThat(digest.get("nonce")).hasValue("n\"1");
    assertThat(digest.get("nc")).hasValue("00000001");
  }

  @Test
  void leavesUnreadableAddressesOutWhereNobodyRoutesOnThem() {
    var invite =
        request(
            inviteAnd(
                "P-Asserted-Identity: \"A\" <sip:+1@b>, <tel:+1425>\nP-Asserted-Identity: <<>"));

    assertThat(invite.addresses(HeaderName.P_ASSERTED_IDENTITY))
        .extracting(address -> address.uri().userName())
        .containsExactly("+1", "+1425");
  }
}
