package dev.vectide.monitor.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.event.Bytes;
import dev.vectide.monitor.reference.Artefact;
import dev.vectide.monitor.reference.BrokenArtefactException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceFilesTest {
    @TempDir
    private Path folder;

    private static Artefact artefact(String stream) {
        return new Artefact(
                "drift", stream, "toy-00000000", 100, Instant.EPOCH, Instant.EPOCH, Bytes.copyOf(new byte[] {1, 2, 3}));
    }

    @Test
    void whatIsKeptIsFound() throws Exception {
        ReferenceFiles files = new ReferenceFiles(folder);

        files.keep(artefact("tickets"));

        assertThat(files.load(artefact("tickets").id())).isEqualTo(artefact("tickets"));
        assertThat(folder).isDirectoryContaining("glob:**/" + artefact("tickets").id() + ".vtxref");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    /** People write orders; a monitor must be able to say so of each that it cannot use. */
    @ParameterizedTest
    @ValueSource(strings = {"", "golden", "../../etc/passwd", "0123456789AB", "0123456789ab "})
    void anIdOfAnotherShapeIsABrokenArtefact(String id) {
        assertThatThrownBy(() -> new ReferenceFiles(folder).load(id))
                .isInstanceOf(BrokenArtefactException.class)
                .hasMessage("'" + id + "' is not the id of a reference");
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() {
        Artefact tooLong = artefact("x".repeat(70_000));

        assertThatThrownBy(() -> new ReferenceFiles(folder).keep(tooLong)).isInstanceOf(UncheckedIOException.class);

        assertThat(folder).isEmptyDirectory();
    }
}
