package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MOST = Duration.ofHours(84);

    @TempDir
    private Path folder;

    private Path row;

    @BeforeEach
    void aStoreThatFollowedItsTopic() throws IOException {
        directory("topic-1", NOW).prepare(MOST);
        row = Files.createDirectories(folder.resolve("app/0_0/rows")).resolve("row");
        Files.writeString(row, "content");
    }

    private StateDirectory directory(String topicId, Instant at) {
        return new StateDirectory(folder.resolve("app"), topicId, Clock.fixed(at, ZoneOffset.UTC));
    }

    @Test
    void isKeptAfterAShortAbsence() {
        directory("topic-1", NOW.plus(MOST)).prepare(MOST);
        assertThat(row).exists();
    }

    @Test
    void goesAfterALongAbsence() {
        directory("topic-1", NOW.plus(MOST).plusMillis(1)).prepare(MOST);
        assertThat(row).doesNotExist();
    }

    @Test
    void absenceCountsFromTheLastSignOfLife() {
        directory("topic-1", NOW.plus(MOST)).alive();
        directory("topic-1", NOW.plus(MOST).plus(MOST)).prepare(MOST);
        assertThat(row).exists();
    }

    @Test
    void goesWithItsTopic() {
        directory("topic-2", NOW).prepare(MOST);
        assertThat(row).doesNotExist();
    }

    @Test
    void goesWhenNothingIsKnownOfItsOrigin() throws IOException {
        Files.delete(folder.resolve("app.origin.properties"));
        directory("topic-1", NOW).prepare(MOST);
        assertThat(row).doesNotExist();
    }

    @Test
    void goesWhenItsOriginIsDamaged() throws IOException {
        Files.writeString(folder.resolve("app.origin.properties"), "topic-id=topic-1\nalive=then\n");
        directory("topic-1", NOW).prepare(MOST);
        assertThat(row).doesNotExist();
    }
}
