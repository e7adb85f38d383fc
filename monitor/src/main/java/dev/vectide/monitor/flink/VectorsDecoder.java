package dev.vectide.monitor.flink;

import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Origin;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.kafka.RecordHeadersReader;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.trace.TraceParent;
import dev.vectide.core.wire.EmbeddingView;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.PaneMonitor;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.stats.Sample;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of the vectors topic as the monitors want them: repeats and backfill left out, a progress record as one clock
 * a stream, of several chunks the first. A damaged record, or one of another space, is counted and left out here: the
 * indexer, which reads the same topic, sends it to the dead letters. A newer format stops the job.
 *
 * <p>An instance belongs to one source task.
 */
final class VectorsDecoder implements KafkaRecordDeserializationSchema<Arrival> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(VectorsDecoder.class);

    private final byte[] fingerprint;
    private final int dimension;
    private final int partitions;
    private final Segments segments;
    private final boolean traced;
    private final Needs needs;
    private transient Counter damaged = new SimpleCounter();
    private transient Counter skipped = new SimpleCounter();
    /** The stream of the record before. */
    private transient @Nullable String recent;
    /** Holds the vector that was handed on last, where it is lent. */
    private transient float @Nullable [] lent;

    /**
     * What a monitor does with vectors.
     *
     * @param texts whether it looks at them
     * @param kept whether it may still look at a vector when the next one has come
     */
    record Needs(boolean texts, boolean kept) implements Serializable {
        static Needs of(StreamMonitor<?> monitor) {
            return new Needs(monitor.readsTexts(), !(monitor instanceof PaneMonitor));
        }
    }

    /**
     * @param partitions of the events topic, and so of the vectors topic
     * @param segments attributes that cut the traffic into segments
     * @param traced whether anybody wants to know of traces
     */
    VectorsDecoder(Space space, int partitions, List<String> segments, boolean traced, Needs needs) {
        this.traced = traced;
        this.needs = needs;
        this.segments = new Segments(segments);
        this.fingerprint = space.fingerprint().toBytes();
        this.dimension = space.dimension();
        this.partitions = partitions;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        MetricGroup group = context.getMetricGroup();
        damaged = group.counter(JobMetrics.DAMAGED);
        skipped = group.counter(JobMetrics.SKIPPED);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
        try {
            accept(record, out);
        } catch (MalformedRecordException e) {
            damaged.inc();
            LoggedRecord.tell(record, () -> LOG.warn("{} is left out: {}", where(record), e.getMessage()));
        } catch (NewerFormatException e) {
            String why = where(record) + ": " + e.getMessage();
            LoggedRecord.tell(record, () -> LOG.error("the job stops: {}", why));
            throw new NewerFormatException(why);
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
        if (record.key() == null) {
            throw new MalformedRecordException("not a vectors record: no key", null);
        }
        if (record.value() == null || VectorsCodec.isProgress(record.key())) {
            accept(VectorsRecords.decode(record), out);
            return;
        }
        EmbeddingView embedding = EmbeddingView.of(record.value(), RecordHeadersReader.of(record.headers()));
        check(embedding);
        if (embedding.repeat() || embedding.origin() == Origin.BACKFILL) {
            skipped.inc();
        } else {
            if (traced) {
                trace(embedding.key(), record.headers(), out);
            }
            out.collect(Arrival.of(vector(embedding)));
        }
    }

    private void accept(VectorsRecord record, Collector<Arrival> out) {
        if (record instanceof Progress progress) {
            check(progress.partition());
            progress.clocksMs().forEach((stream, clockMs) ->
                    out.collect(Arrival.of(new ClockInput(stream, progress.partition(), clockMs, partitions))));
        } else if (record instanceof Tombstone tombstone) {
            check(tombstone.source().partition());
            out.collect(Arrival.of(deletion(tombstone)));
        }
    }

    private static void trace(DocumentKey key, Headers headers, Collector<Arrival> out) {
        Header header = headers.lastHeader(dev.vectide.core.wire.Headers.TRACEPARENT);
        String trace = header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
        if (trace != null && TraceParent.isSampled(trace)) {
            out.collect(Arrival.of(key.stream(), new TraceNote(key.document(), trace)));
        }
    }

    private VectorInput vector(EmbeddingView embedding) {
        SourcePosition source = embedding.source();
        return new VectorInput(
                known(embedding.key().stream()),
                embedding.key().document(),
                source.partition(),
                source.offset(),
                embedding.eventTimeMs(),
                needs.kept ? embedding.vector() : lent(embedding),
                needs.texts ? Sample.shorten(embedding.text()) : null,
                embedding.origin() == Origin.LIVE,
                segments.attributes().isEmpty() ? Segments.NONE : segments.of(embedding.attributes()));
    }

    private float[] lent(EmbeddingView embedding) {
        float[] array = lent;
        if (array == null) {
            array = new float[dimension];
            lent = array;
        }
        embedding.vector(array);
        return array;
    }

    /** The same string for the same stream, record after record: whatever asks for its state has its hash by then. */
    private String known(String stream) {
        String known = recent;
        if (known != null && known.equals(stream)) {
            return known;
        }
        recent = stream;
        return stream;
    }

    private static VectorInput deletion(Tombstone tombstone) {
        SourcePosition source = tombstone.source();
        return new VectorInput(
                tombstone.key().stream(),
                tombstone.key().document(),
                source.partition(),
                source.offset(),
                tombstone.eventTime().toEpochMilli(),
                null,
                null,
                true);
    }

    private void check(EmbeddingView embedding) {
        check(embedding.source().partition());
        if (!embedding.isOf(fingerprint) || embedding.dimension() != dimension) {
            throw new MalformedRecordException(embedding.key() + " has " + embedding.dimension() + " dimensions of space "
                    + embedding.fingerprint() + ", expected " + dimension + " of " + Fingerprint.of(fingerprint), null);
        }
    }

    private void check(int partition) {
        if (partition < 0 || partition >= partitions) {
            throw new MalformedRecordException(
                    "source partition " + partition + " where the events topic has " + partitions, null);
        }
    }

    private static String where(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return TypeInformation.of(Arrival.class);
    }
}
