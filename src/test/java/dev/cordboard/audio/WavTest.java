package dev.cordboard.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.audio.Wav.Read;
import dev.cordboard.audio.Wav.Sound;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.sound.sampled.AudioSystem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// WAV files: written so that the JDK reads them, read whatever the bytes.
class WavTest {
  private static final Sound SOUND = new Sound(8000, 1, tone(801));

  @Test
  void writesWhatTheJdkReads() throws Exception {
    var stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(Wav.write(SOUND)));

    assertThat(stream.getFormat().getSampleRate()).isEqualTo(8000);
    assertThat(stream.getFormat().getSampleSizeInBits()).isEqualTo(16);
    assertThat(stream.getFrameLength()).isEqualTo(801);
  }

  @ParameterizedTest
  @EnumSource(G711.class)
  void writesG711ThatTheJdkReads(G711 law) throws Exception {
    var file = Wav.write(SOUND, law);
    var stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file));

    assertThat(stream.getFormat().getEncoding().toString()).isEqualTo(law.name());
    assertThat(stream.getFrameLength()).isEqualTo(801);
    var read = sound(file).samples();
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i]).isEqualTo(law.decode(law.encode(SOUND.samples()[i])));
    }
  }

  @Test
  void readsWhatItWrote() {
    var stereo = new Sound(44_100, 2, new short[] {1, 3, -5, -7});

    assertThat(sound(Wav.write(SOUND)).samples()).isEqualTo(SOUND.samples());
    assertThat(sound(Wav.write(stereo)).mono()).containsExactly((short) 2, (short) -6);
  }

  @Test
  void readsEightBitsAndSkipsUnknownChunks() {
    var file = ByteBuffer.allocate(12 + 8 + 4 + 24 + 8 + 2).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(US_ASCII)).putInt(0).put("WAVE".getBytes(US_ASCII));
    file.put("LIST".getBytes(US_ASCII)).putInt(3).putInt(0); // Three bytes and one of padding.
    file.put("fmt ".getBytes(US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(8000).putInt(8000).putShort((short) 1).putShort((short) 8);
    file.put("data".getBytes(US_ASCII)).putInt(1000).put((byte) 255).put((byte) 128);

    assertThat(sound(file.array()).samples()).containsExactly((short) 32512, (short) 0);
  }

  @Test
  void aFileThatWasCutOffYieldsWhatIsThere() {
    var cut = Arrays.copyOf(Wav.write(SOUND), 44 + 200);

    assertThat(sound(cut).samples()).hasSize(100);
  }

  @Test
  void refusesWhatItCannotPlay() {
    var broken = Wav.write(SOUND);
    broken[20] = 85; // MP3 inside of WAV.

    assertThat(Wav.read(broken)).isInstanceOf(Read.Unreadable.class);
    assertThat(Wav.read(new byte[0])).isInstanceOf(Read.Unreadable.class);
    assertThat(Wav.read(Arrays.copyOf(Wav.write(SOUND), 36))).isInstanceOf(Read.Unreadable.class);
  }

  @Property
  void changedBytesGiveAResult(@ForAll int at, @ForAll byte value) {
    var file = Wav.write(new Sound(8000, 1, new short[4]));
    file[Math.floorMod(at, file.length)] = value;

    assertThat(Wav.read(file)).isInstanceOf(Read.class);
  }

  private static Sound sound(byte[] file) {
    return ((Read.Played) Wav.read(file)).sound();
  }

  private static short[] tone(int samples) {
    var tone = new short[samples];
    ToneGenerator.of(440, 9000).fill(tone);
    return tone;
  }
}
