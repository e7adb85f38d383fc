package dev.vectide.encoder;

import static org.awaitility.Awaitility.await;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Event;
import dev.vectide.core.kafka.ControlStreams;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import dev.vectide.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An encoder between a real events topic and a real vectors topic, with the shared real model. */
public final class RunningEncoder implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    public final VectideConfig config;
    public final EventsTopic events;
    public final ControlStreams streams;
    public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ControlTopic control;
    private EncoderApp app;

    public RunningEncoder(VectideConfig config) {
        this(config, UnaryOperator.identity());
    }

    /** @param decorator as in {@link EncoderApp#start} */
    public RunningEncoder(VectideConfig config, UnaryOperator<TextModel> decorator) {
        this.config = config;
        createTopics(config);
        this.events = new EventsTopic(config);
        this.control = ControlTopic.start(config);
        this.streams = new ControlStreams(control);
        this.app = start(decorator);
    }

    /** Closes the encoder and starts another one in its place. */
    public void restart() {
        app.close();
        app = start(UnaryOperator.identity());
    }

    public EncoderApp app() {
        return app;
    }

    /** Writes the events and waits until each has its outcome. */
    public List<SourcePosition> encode(Event... wanted) {
        List<SourcePosition> positions = events.write(List.of(wanted));
        awaitDone(positions);
        return positions;
    }

    public void awaitDone(List<SourcePosition> positions) {
        awaitDone(config, app.space(), positions);
    }

    /** Until progress records say that everything up to the positions is done. */
    public static void awaitDone(VectideConfig config, List<SourcePosition> positions) {
        awaitDone(config, SharedModel.get().space(), positions);
    }

    private static void awaitDone(VectideConfig config, Space space, List<SourcePosition> positions) {
        await().atMost(PATIENCE).until(() -> {
            VectorsLog log = vectors(config, space);
            return positions.stream().allMatch(at -> log.progress(at.partition()) > at.offset());
        });
    }

    public VectorsLog vectors() {
        return vectors(config);
    }

    /** Once there are so many: they may be read a little later than the vectors of their transaction. */
    public List<ConsumerRecord<byte[], byte[]>> deadLetters(int least) {
        return TopicReader.until(
                config.kafka().bootstrap(), config.topics().deadLetters(), letters -> letters.size() >= least);
    }

    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return deadLetters(0);
    }

    public static VectorsLog vectors(VectideConfig config) {
        return vectors(config, SharedModel.get().space());
    }

    public static VectorsLog vectors(VectideConfig config, Space space) {
        return new VectorsLog(TopicReader.all(config.kafka().bootstrap(), config.topics().vectors(space)));
    }

    public static void createTopics(VectideConfig config) {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, SharedModel.get().space());
        }
    }

    @Override
    public void close() {
        app.close();
        control.close();
        events.close();
    }

    /** The shared one where it is the only one wanted. */
    private List<ContentModel> models() {
        boolean shared = config.encoder().space().equals(SharedModel.get().space().name())
                && config.encoder().moreSpaces().isEmpty();
        return shared ? List.of(SharedModel.get()) : EncoderApp.load(config);
    }

    private EncoderApp start(UnaryOperator<TextModel> decorator) {
        EncoderApp started = EncoderApp.start(config, models(), streams, events, registry, decorator);
        await().atMost(PATIENCE).until(() -> started.notReady().isEmpty());
        return started;
    }
}
