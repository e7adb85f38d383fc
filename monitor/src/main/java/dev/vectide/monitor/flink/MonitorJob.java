package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.space.Space;
import dev.vectide.monitor.PaneMonitor;
import dev.vectide.monitor.StreamMonitor;
import dev.vectide.monitor.kafka.ReferenceKeeper;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One monitor as a job: vectors topic → decode → by stream → monitor → scores, health and alerts, exactly once. Where a
 * monitor speaks of whole panes only ({@link PaneMonitor}), a part of each is gathered where the vectors are read, and what
 * goes by stream are these parts. Where it speaks of each vector ({@link dev.vectide.monitor.SharedMonitor}), its
 * neighbours are looked for where it is read, and go with it.
 *
 * <p>Order: a partition is read by one source task, and what one task sends to another stays in order. Checkpoints are
 * aligned, so nothing is under way between them and another parallelism after a restore changes no order. Results do not
 * wait for watermarks: the clocks are in the records (see {@link dev.vectide.monitor.pane.PaneTrack}); the timestamps
 * given here serve Flink's own figures.
 */
final class MonitorJob {
    /** Below the broker's 15 minutes, and above any checkpoint with a restart in between. */
    private static final String TRANSACTION_TIMEOUT_MS = "600000";

    /**
     * Records that a fetch hands over at most, and how many such lots may wait for the task, unless {@code kafka.client} says
     * otherwise. With Kafka's 500 and Flink's 2 the two threads spend a good part of their time waiting for each other, where the
     * task is as fast as the fetch. Where it is not, all lots are always full, and larger ones would only take memory.
     */
    private static final Map<String, String> LOTS =
            Map.of("max.poll.records", "4000", SourceReaderOptions.ELEMENT_QUEUE_CAPACITY.key(), "4");

    /** The job whose streams are also watched for silence: one has to. */
    private static final String WATCHES_SILENCE = "collapse";

    private MonitorJob() {}

    /** Consumer group, first part of the transaction names, and folder of the checkpoints. */
    static String id(VectideConfig config, Space space, String monitor) {
        return config.topics().group("monitor-" + monitor, space);
    }

    static <S> JobGraph graph(VectideConfig config, Space space, MonitorFactory<S> factory, Configuration settings) {
        StreamExecutionEnvironment job = new StreamExecutionEnvironment(settings);
        wire(job, config, space, factory);
        return job.getStreamGraph().getJobGraph();
    }

    /** Adds the steps to {@code job}. */
    static <S> void wire(StreamExecutionEnvironment job, VectideConfig config, Space space, MonitorFactory<S> factory) {
        StreamMonitor<S> monitor = factory.create();
        String id = id(config, space, monitor.name());
        OutgoingRecords records = OutgoingRecords.to(config.topics());
        KafkaSource<Arrival> topic = vectors(config, space, id, VectorsDecoder.Needs.of(monitor));
        DataStream<Arrival> vectors = job.fromSource(topic, eventTime(), "vectors").uid("vectors");
        Outlets outlets = new Outlets(records, ReferenceKeeper.Wanted.of(config, space), config.tracing());
        DataStream<Outgoing> said = monitor instanceof PaneMonitor
                ? joined(vectors, factory, outlets)
                : shared(vectors, factory, outlets, config.monitor().parallelism());
        if (monitor.name().equals(WATCHES_SILENCE)) {
            said = said.union(vectors.flatMap(new SignsOfLife(SilenceFunction.GRAIN_MS), Types.STRING)
                    .name("signs of life")
                    .uid("signs-of-life")
                    .keyBy(stream -> stream, Types.STRING)
                    .process(
                            new SilenceFunction(space.qualifiedName(), config.monitor().silence(), records),
                            TypeInformation.of(Outgoing.class))
                    .name("silence")
                    .uid("silence"));
        }
        said.sinkTo(reports(config, id))
                .name("reports")
                .uid("reports");
    }

    /** Every task gathers from the partitions it reads, so that one stream alone keeps all of them busy. */
    private static <S> DataStream<Outgoing> joined(
            DataStream<Arrival> vectors, MonitorFactory<S> factory, Outlets outlets) {
        return vectors.transform("panes", TypeInformation.of(Part.class), new PartialPanesOperator(factory))
                .uid("panes")
                .keyBy(Part::stream, Types.STRING)
                .process(new JoinFunction<>(factory, outlets), TypeInformation.of(Outgoing.class))
                .name("monitor")
                .uid("monitor");
    }

    /** Every task looks for neighbours of the vectors it reads; one a stream has the references, and tells the others. */
    private static <S> DataStream<Outgoing> shared(
            DataStream<Arrival> vectors, MonitorFactory<S> factory, Outlets outlets, int parallelism) {
        return vectors.transform("neighbours", TypeInformation.of(Arrival.class), new ShareOperator.Factory(factory))
                .uid("neighbours")
                .keyBy(Arrival::stream, Types.STRING)
                .transform(
                        "monitor",
                        TypeInformation.of(Outgoing.class),
                        new OwnerFactory<>(factory, outlets, parallelism == 1))
                .uid("monitor");
    }

    private static KafkaSource<Arrival> vectors(
            VectideConfig config, Space space, String group, VectorsDecoder.Needs needs) {
        Map<String, Object> settings = KafkaSettings.of(config.kafka()).with(Map.of(
                "isolation.level", "read_committed",
                "allow.auto.create.topics", "false",
                "partition.discovery.interval.ms", "10000"));
        if (!needs.kept()) {
            LOTS.forEach(settings::putIfAbsent);
        }
        return KafkaSource.<Arrival>builder()
                .setBootstrapServers(config.kafka().bootstrap())
                .setProperties(properties(settings))
                .setTopics(config.topics().vectors(space))
                .setGroupId(group)
                .setClientIdPrefix(group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new VectorsDecoder(
                        space,
                        config.kafka().partitions(),
                        config.monitor().segments(),
                        !config.tracing().endpoint().isEmpty(),
                        needs))
                .build();
    }

    private static WatermarkStrategy<Arrival> eventTime() {
        return WatermarkStrategy.<Arrival>noWatermarks().withTimestampAssigner((arrival, appended) -> arrival.timeMs());
    }

    private static KafkaSink<Outgoing> reports(VectideConfig config, String prefix) {
        return KafkaSink.<Outgoing>builder()
                .setBootstrapServers(config.kafka().bootstrap())
                .setKafkaProducerConfig(properties(KafkaSettings.of(config.kafka())
                        .with(Map.of("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS))))
                .setRecordSerializer(OutgoingRecords.to(config.topics()))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(prefix)
                // A handful of transaction names for ever; the other strategy leaves the broker a new one a checkpoint.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
    }

    private static Properties properties(Map<String, Object> settings) {
        Properties properties = new Properties();
        settings.forEach((key, value) -> properties.setProperty(key, String.valueOf(value)));
        return properties;
    }
}
