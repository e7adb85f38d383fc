package dev.vectide.monitor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArtefactFileTest {
    private static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
    private static final Artefact DRIFT =
            new Artefact("drift", "s", "a-0", 7, FROM, FROM.plusSeconds(60), Bytes.copyOf(new byte[] {1, 2, 3}));

    @Test
    void aFileOfSeveralReadsBack() throws Exception {
        List<Artefact> artefacts = List.of(
                DRIFT, new Artefact("collapse", "s", "a-0", 9, FROM, FROM.plusSeconds(1), Bytes.copyOf(new byte[0])));

        assertThat(ArtefactFile.read(ArtefactFile.write(artefacts))).isEqualTo(artefacts);
    }

    @Test
    void theLayoutIsTheOneDescribed() throws Exception {
        String hex = HexFormat.of().formatHex("VTXREFS\n".getBytes(StandardCharsets.US_ASCII))
                + "00000001" + "00000001" // format, number
                + "0005" + HexFormat.of().formatHex("drift".getBytes(StandardCharsets.US_ASCII))
                + "000173" + "0003612d30" // stream, space
                + "0000000000000007" + "0000019b7ca98c88" + "0000019b7caa76e8" // n, from, to
                + "00000003" + "010203";
        byte[] before = HexFormat.of().parseHex(hex);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(before);
        byte[] file = Arrays.copyOf(before, before.length + hash.length);
        System.arraycopy(hash, 0, file, before.length, hash.length);

        assertThat(ArtefactFile.write(List.of(DRIFT))).isEqualTo(file);
    }

    @Test
    void everyChangedOrMissingByteIsNoticed() {
        byte[] file = ArtefactFile.write(List.of(DRIFT));
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= 0x40;
            assertThatThrownBy(() -> ArtefactFile.read(changed)).isInstanceOf(BrokenArtefactException.class);
            byte[] cut = Arrays.copyOf(file, i);
            assertThatThrownBy(() -> ArtefactFile.read(cut)).isInstanceOf(BrokenArtefactException.class);
        }
    }

    @Test
    void aNewerFormatIsNamed() {
        byte[] file = ArtefactFile.write(List.of(DRIFT));
        file[11] = 2;

        assertThatThrownBy(() -> ArtefactFile.read(file)).hasMessage("format 2, this version reads format 1");
        assertThatThrownBy(() -> ArtefactFile.read("{}".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("not a file of references");
    }

    @Test
    void theIdIsOfWhatItHoldsAndNotOfWhereItCameFrom() {
        assertThat(DRIFT.of("other").id()).isEqualTo(DRIFT.id()).matches("[0-9a-f]{12}");
        assertThat(new Artefact("drift", "s", "b-0", 7, FROM, FROM, DRIFT.content()).id()).isNotEqualTo(DRIFT.id());
    }
}
