package dev.vectide.indexer.streams;

import dev.vectide.indexer.rocks.SnapshotFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what a former run left may be trusted. It may not if the topic is another one than it was built from, or if it was
 * away so long that the topic may have forgotten deletes: then it is removed, and the store is built again from the topic.
 *
 * <p>The file {@code origin.properties} beside the shards says {@code topic-id} and {@code alive}, the last time at which the
 * store was known to follow the topic.
 */
final class StateDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String TOPIC_ID = "topic-id";
    private static final String ALIVE = "alive";

    private final Path shards;
    private final Path origin;
    private final String topicId;
    private final Clock clock;

    /** @param shards where Streams keeps the tasks of this application */
    StateDirectory(Path shards, String topicId, Clock clock) {
        this.shards = shards;
        this.origin = shards.resolveSibling(shards.getFileName() + ".origin.properties");
        this.topicId = topicId;
        this.clock = clock;
    }

    /**
     * Removes what cannot be trusted.
     *
     * @param mostAway how long the store may have been away
     */
    void prepare(Duration mostAway) {
        if (Files.isDirectory(shards)) {
            distrust(mostAway).ifPresent(reason -> {
                LOG.warn("the store is built again from its topic: {}", reason);
                delete(shards);
            });
        }
        alive();
    }

    /** Notes that the store follows the topic now. */
    void alive() {
        Properties properties = new Properties();
        properties.setProperty(TOPIC_ID, topicId);
        properties.setProperty(ALIVE, clock.instant().toString());
        try {
            Files.createDirectories(origin.getParent());
            Path aside = origin.resolveSibling(origin.getFileName() + ".new");
            try (OutputStream out = Files.newOutputStream(aside)) {
                properties.store(out, null);
            }
            SnapshotFile.replace(aside, origin);
        } catch (IOException e) {
            throw new UncheckedIOException(origin + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Optional<String> distrust(Duration mostAway) {
        if (!Files.exists(origin)) {
            return Optional.of(origin + " is missing");
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(origin)) {
            properties.load(in);
            Instant alive = Instant.parse(properties.getProperty(ALIVE, ""));
            if (!topicId.equals(properties.getProperty(TOPIC_ID))) {
                return Optional.of("it was built from another topic of the same name");
            }
            Duration away = Duration.between(alive, clock.instant());
            return away.compareTo(mostAway) > 0
                    ? Optional.of("it was away for " + away.toHours() + " h, and the topic keeps deletes for twice "
                            + mostAway.toHours() + " h")
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.of(origin + " cannot be read: " + e.getMessage());
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
