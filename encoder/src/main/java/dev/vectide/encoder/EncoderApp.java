package dev.vectide.encoder;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.encoder.http.EncoderRoutes;
import dev.vectide.encoder.kafka.EncoderStage;
import dev.vectide.encoder.kafka.Reencode;
import dev.vectide.encoder.onnx.OnnxTextModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;

/**
 * The encoder's process: one model, the stage that encodes the events topic with it, and its HTTP routes.
 *
 * <p>Started and closed by one thread.
 */
public final class EncoderApp implements AutoCloseable {
    private final TextModel model;
    private final EncoderStage stage;
    private final EncoderRoutes routes;

    private EncoderApp(TextModel model, EncoderStage stage, EncoderRoutes routes) {
        this.model = model;
        this.stage = stage;
        this.routes = routes;
    }

    /** Loads the configured model: half of a start, which needs no Kafka yet. */
    public static TextModel load(VectideConfig config) {
        return OnnxTextModel.load(config);
    }

    public static EncoderApp start(
            VectideConfig config, StreamDirectory streams, EventSink sink, MeterRegistry registry) {
        return start(config, load(config), streams, sink, registry, UnaryOperator.identity());
    }

    /**
     * @param decorator put around the model, past every cache: what it changes, no fingerprint sees
     * @throws RuntimeException if topics or model are not as they must be; nothing is left running then
     */
    public static EncoderApp start(
            VectideConfig config,
            TextModel loaded,
            StreamDirectory streams,
            EventSink sink,
            MeterRegistry registry,
            UnaryOperator<TextModel> decorator) {
        TextModel model = decorator.apply(loaded);
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            topics.ensureVectors(admin, model.space());
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        EncoderStage stage = new EncoderStage(config, model, streams, registry);
        Reencode reencode = new Reencode(config, model.space(), sink);
        return new EncoderApp(model, stage, new EncoderRoutes(model, reencode, streams));
    }

    public Encoder encoder() {
        return model;
    }

    public Space space() {
        return model.space();
    }

    public EncoderRoutes routes() {
        return routes;
    }

    /** Empty when ready, else the reason. */
    public Optional<String> notReady() {
        return stage.notReady();
    }

    @Override
    public void close() {
        stage.close();
        model.close();
    }
}
