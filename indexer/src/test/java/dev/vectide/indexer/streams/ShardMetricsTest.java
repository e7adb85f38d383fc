package dev.vectide.indexer.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Origin;
import dev.vectide.core.wire.Headers;
import dev.vectide.indexer.Documents;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ShardMetricsTest {
    private static final long NOW_MS = Documents.TIME.toEpochMilli();
    private static final Embedding LIVE = Documents.of("s", "d", Documents.vector(new Random(1)));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ShardMetrics metrics =
            new ShardMetrics(registry, "toy", Clock.fixed(Documents.TIME, ZoneOffset.UTC), new Shards());

    private void applied(VectorsRecord record, String accepted) {
        metrics.applied(record, new RecordHeaders().add(Headers.ACCEPTED, accepted.getBytes(US_ASCII)));
    }

    private Timer searchable() {
        return registry.get("vectide.indexer.searchable").tag("space", "toy").timer();
    }

    private double appliedRecords() {
        return registry.get("vectide.indexer.applied.records").tag("space", "toy").counter().count();
    }

    @Test
    void aLiveDocumentIsSearchableSoLongAfterKafkaTookItsEvent() {
        applied(LIVE, Long.toString(NOW_MS - 250));
        applied(LIVE, Long.toString(NOW_MS - 50));

        assertThat(searchable().count()).isEqualTo(2);
        assertThat(searchable().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300);
        assertThat(searchable().max(TimeUnit.MILLISECONDS)).isEqualTo(250);
    }

    @Test
    void aBrokersClockThatIsAheadIsNoTimeAtAll() {
        applied(LIVE, Long.toString(NOW_MS + 5));

        assertThat(searchable().count()).isEqualTo(1);
        assertThat(searchable().totalTime(TimeUnit.MILLISECONDS)).isZero();
    }

    @Test
    void whatIsNotLiveCountsAsAppliedAndNotAsFresh() {
        String accepted = Long.toString(NOW_MS - 100);
        applied(replayed(), accepted);
        applied(VectorsWriter.tombstone("s", "d", 0, 1), accepted);
        metrics.applied(LIVE, new RecordHeaders());
        applied(LIVE, "soon");

        assertThat(appliedRecords()).isEqualTo(4);
        assertThat(searchable().count()).isZero();
    }

    @Test
    void progressIsNoRecordOfAnybodys() {
        applied(VectorsWriter.progress(0, 5), Long.toString(NOW_MS - 100));

        assertThat(appliedRecords()).isZero();
        assertThat(searchable().count()).isZero();
    }

    private static Embedding replayed() {
        return new Embedding(LIVE.key(), LIVE.identity(), LIVE.fingerprint(), LIVE.producer(), LIVE.eventTime(),
                LIVE.expiresAt(), Origin.REPLAY, LIVE.repeat(), LIVE.truncated(), LIVE.content(), LIVE.contentHash(),
                LIVE.attributes(), LIVE.source(), LIVE.chunks());
    }
}
