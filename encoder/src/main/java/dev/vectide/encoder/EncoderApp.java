package dev.vectide.encoder;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.core.otel.OtelSpans;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.trace.Spans;
import dev.vectide.encoder.http.EncoderRoutes;
import dev.vectide.encoder.kafka.Canary;
import dev.vectide.encoder.kafka.EncoderStage;
import dev.vectide.encoder.kafka.Neighbours;
import dev.vectide.encoder.kafka.Reencode;
import dev.vectide.encoder.onnx.OnnxModels;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The encoder's process: a model for each space, the stage that encodes the events topic with it, and the HTTP routes of all.
 *
 * <p>Started and closed by one thread.
 */
public final class EncoderApp implements AutoCloseable {
    private final List<ContentModel> models;
    private final List<EncoderStage> stages;
    private final List<Canary> canaries;
    private final EncoderRoutes routes;
    private final Spans spans;

    private EncoderApp(
            List<ContentModel> models,
            List<EncoderStage> stages,
            List<Canary> canaries,
            EncoderRoutes routes,
            Spans spans) {
        this.models = models;
        this.stages = stages;
        this.canaries = canaries;
        this.routes = routes;
        this.spans = spans;
    }

    /**
     * Refuses at once, before anything is started, what {@link #load} would refuse in the end.
     *
     * @throws dev.vectide.core.config.ConfigException if a space does not exist or its files are not there
     * @throws dev.vectide.core.encoder.EncoderUnavailableException if the device is demanded and cannot be had
     */
    public static void check(VectideConfig config) {
        OnnxModels.check(config, spaces(config.encoder()));
    }

    private static List<String> spaces(VectideConfig.Encoder settings) {
        return Stream.concat(Stream.of(settings.space()), settings.moreSpaces().stream()).toList();
    }

    /**
     * Loads the models of {@code encoder.space} and {@code encoder.more-spaces}, in this order: half of a start, which needs
     * no Kafka yet.
     */
    public static List<ContentModel> load(VectideConfig config) {
        List<ContentModel> models = new ArrayList<>();
        try {
            spaces(config.encoder()).forEach(space -> models.add(OnnxModels.load(config, space)));
            return models;
        } catch (RuntimeException e) {
            models.forEach(ContentModel::close);
            throw e;
        }
    }

    public static EncoderApp start(
            VectideConfig config, StreamDirectory streams, EventSink sink, MeterRegistry registry) {
        return start(config, load(config), streams, sink, registry, UnaryOperator.identity());
    }

    /**
     * @param loaded the first is the space that search and monitors are about; closed with this
     * @param decorator put around the first, if it is a model of texts, past every cache: what it changes, no fingerprint
     *     sees
     * @throws RuntimeException if topics or model are not as they must be; nothing is left running then
     */
    public static EncoderApp start(
            VectideConfig config,
            List<? extends ContentModel> loaded,
            StreamDirectory streams,
            EventSink sink,
            MeterRegistry registry,
            UnaryOperator<TextModel> decorator) {
        List<ContentModel> models = new ArrayList<>(loaded);
        if (models.get(0) instanceof TextModel first) {
            models.set(0, decorator.apply(first));
        }
        ensureTopics(config, models);
        Spans spans = OtelSpans.of(config.tracing(), "encoder");
        List<EncoderStage> stages = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            List<ContentModel> others = new ArrayList<>(models);
            ContentModel model = others.remove(i);
            stages.add(new EncoderStage(config, model, new Neighbours(i == 0, others), streams, registry, spans));
        }
        Reencode reencode = new Reencode(config, models.get(0).space(), sink);
        List<Encoder> encoders = models.stream().map(EncoderApp::encoder).toList();
        EncoderRoutes routes = new EncoderRoutes(encoders, config.encoder().doorTexts(), reencode, streams, registry);
        return new EncoderApp(models, stages, canaries(config, models), routes, spans);
    }

    /** One a model of texts; of images there is none. */
    private static List<Canary> canaries(VectideConfig config, List<ContentModel> models) {
        if (config.encoder().canaryInterval().isZero()) {
            return List.of();
        }
        return models.stream()
                .filter(TextModel.class::isInstance)
                .map(model -> Canary.start(config, (TextModel) model, Clock.systemUTC()))
                .toList();
    }

    private static void ensureTopics(VectideConfig config, List<ContentModel> models) {
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            TopicAdmin topics = new TopicAdmin(config);
            topics.ensureShared(admin);
            models.forEach(model -> {
                topics.ensureVectors(admin, model.space());
                topics.ensureCanary(admin, model.space());
            });
            ControlSpaces.publish(config, models.stream().map(ContentModel::space).toList());
        } catch (RuntimeException e) {
            models.forEach(ContentModel::close);
            throw e;
        }
    }

    private static Encoder encoder(ContentModel model) {
        return model instanceof TextModel texts ? texts : new Refusing(model.space(), model.kind());
    }

    /** Of queries into the first space; it refuses them where that is one of images. */
    public Encoder encoder() {
        return encoder(models.get(0));
    }

    /** The first. */
    public Space space() {
        return models.get(0).space();
    }

    /** All, the first first. */
    public List<Space> spaces() {
        return models.stream().map(ContentModel::space).toList();
    }

    public EncoderRoutes routes() {
        return routes;
    }

    /** Empty when every stage is ready, else the first reason. */
    public Optional<String> notReady() {
        return stages.stream().map(EncoderStage::notReady).flatMap(Optional::stream).findFirst();
    }

    /** Empty, or why a stage is lost unless the process starts anew. */
    public Optional<String> failed() {
        return stages.stream().map(EncoderStage::failed).flatMap(Optional::stream).findFirst();
    }

    @Override
    public void close() {
        canaries.forEach(Canary::close);
        stages.forEach(EncoderStage::close);
        models.forEach(ContentModel::close);
        spans.close();
    }
}
