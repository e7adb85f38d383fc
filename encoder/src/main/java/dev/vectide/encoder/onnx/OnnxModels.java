package dev.vectide.encoder.onnx;

import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.TransformedModel;
import dev.vectide.encoder.device.DeviceChoice;
import dev.vectide.encoder.graph.UnknownGraphException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the models of spaces and checks each against its contract: inputs by name, the output by encoding a probe. */
public final class OnnxModels {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxModels.class);

    private OnnxModels() {}

    /**
     * @param space its name
     * @throws ConfigException if there is no such space, or the files of one of the settings' own cannot be read
     * @throws EncoderException if its model or its device cannot be had, or the model is not what its contract says
     */
    public static ContentModel load(VectideConfig config, String space) {
        // The engine first: it owns the environment that the options belong to.
        NativeLibraries.start();
        return load(config, files(config, space));
    }

    /** The same, of bare texts: what is published of some models is measured so. */
    public static ContentModel loadWithoutPrefixes(VectideConfig config, String space) {
        NativeLibraries.start();
        ModelFiles files = files(config, space);
        if (files.derived() != null) {
            throw new EncoderException("space " + space + ": a transform belongs to a space with its prefixes", null);
        }
        return load(config, new ModelFiles(files.space().withoutPrefixes(), files.model(), files.tokenizer()));
    }

    /** Size of a space's files, the model's and the tokenizer's, in bytes; reads them. */
    public static long bytes(VectideConfig config, String space) {
        ModelFiles files = files(config, space);
        return files.model().length + (long) files.tokenizer().length;
    }

    /** The ONNX graph that a space of texts runs here, for those who measure how near to its limit the stage is. */
    public static byte[] graph(VectideConfig config, String space) throws IOException {
        NativeLibraries.start();
        ModelFiles files = files(config, space);
        return graph(config.encoder(), files, placement(config.encoder(), files)).read();
    }

    /**
     * What {@link #load} would refuse and can be told at once: spaces that do not exist, files that are not there, a device
     * that is demanded.
     */
    public static void check(VectideConfig config, List<String> spaces) {
        spaces.forEach(space -> check(config, space, setting(config, space)));
        if (!config.encoder().device().equals("auto") && !config.encoder().device().equals("cpu")) {
            Devices.choose(config.encoder(), Devices.findings());
        }
    }

    /**
     * Whether a space exists and its files are there.
     *
     * @param where it was named, such as an option
     * @throws ConfigException if not
     */
    public static void check(VectideConfig config, String space, String where) {
        new ModelCatalogue(config.spaces()).check(where, space);
    }

    private static ModelFiles files(VectideConfig config, String space) {
        return new ModelCatalogue(config.spaces()).load(setting(config, space), space);
    }

    private static String setting(VectideConfig config, String space) {
        return config.encoder().moreSpaces().contains(space) ? "encoder.more-spaces" : "encoder.space";
    }

    static ContentModel load(VectideConfig config, ModelFiles files) {
        VectideConfig.Encoder settings = config.encoder();
        Placement placement = placement(settings, files);
        return sound(files.space().image() == null
                ? derived(files, text(files, settings, placement))
                : image(files, placement));
    }

    private static TextModel text(ModelFiles files, VectideConfig.Encoder settings, Placement placement) {
        Graph graph = graph(settings, files, placement);
        Graph inTurns = graph.variant().equals(Rewrite.FUSED_QUANTISED.variant()) ? inTurns(files, graph) : null;
        return text(files, graph, inTurns, placement);
    }

    private static TextModel derived(ModelFiles files, TextModel model) {
        return files.derived() == null
                ? model
                : new TransformedModel(model, files.derived().space(), files.derived().map());
    }

    private static Placement placement(VectideConfig.Encoder settings, ModelFiles files) {
        DeviceChoice choice = Devices.choose(settings, files.space());
        LOG.info("space {} runs on {}: {}", files.space().name(), choice.device(), choice.why());
        return Placement.of(settings, choice.device(), files.space().maxTokens());
    }

    private static ContentModel image(ModelFiles files, Placement placement) {
        Sessions sessions = Sessions.open(files.space(), Graph.export(files), placement);
        return closedIfItFails(sessions::close, () -> new OnnxImageModel(files.space(), sessions, placement.callers()));
    }

    static TextModel text(ModelFiles files, Graph graph, Placement placement) {
        return text(files, graph, null, placement);
    }

    /** @param inTurns the same for several texts; null if there is none */
    static TextModel text(ModelFiles files, Graph graph, @Nullable Graph inTurns, Placement placement) {
        Sessions sessions = Sessions.open(files.space(), graph, placement);
        return closedIfItFails(sessions::close, () -> {
            if (inTurns == null) {
                return new OnnxTextModel(files, graph, sessions, null, placement);
            }
            GroupedTexts grouped = GroupedTexts.open(files.space(), inTurns, placement);
            return closedIfItFails(grouped::close, () -> new OnnxTextModel(files, graph, sessions, grouped, placement));
        });
    }

    private static <T> T closedIfItFails(Runnable close, Supplier<T> model) {
        try {
            return model.get();
        } catch (RuntimeException e) {
            close.run();
            throw e;
        }
    }

    /** The fused graph where it is wanted and can be had; else the export that pools itself; else the export. */
    private static Graph graph(VectideConfig.Encoder settings, ModelFiles files, Placement placement) {
        VectideConfig.Graph wanted = settings.graph();
        if (wanted == VectideConfig.Graph.EXPORT) {
            return Graph.export(files);
        }
        try {
            return rewritten(settings, files, fused(files.space(), placement), placement);
        } catch (IOException | UnknownGraphException | EncoderException e) {
            if (wanted == VectideConfig.Graph.FUSED) {
                throw new EncoderException(
                        "space " + files.space().name() + ": no fused graph (" + e.getMessage()
                                + "); set encoder.graph to export or auto", e);
            }
            LOG.info("space {} runs without a fused graph: {}", files.space().name(), e.getMessage());
        }
        try {
            return rewritten(settings, files, Rewrite.POOLED, placement);
        } catch (IOException | UnknownGraphException | EncoderException e) {
            LOG.info("space {} runs as it was exported: {}", files.space().name(), e.getMessage());
            return Graph.export(files);
        }
    }

    private static Rewrite fused(Space space, Placement placement) {
        if (space.precision() == Precision.INT8) {
            return Rewrite.FUSED_QUANTISED; // Which no GPU is given.
        }
        return placement.isOnGpu() ? Rewrite.FUSED_HALF : Rewrite.FUSED;
    }

    /** Verified against the export, which is what the space means, on the processor; the graph where it is going to run. */
    private static Graph rewritten(
            VectideConfig.Encoder settings, ModelFiles files, Rewrite rewrite, Placement placement) throws IOException {
        return new RewrittenGraphs(CacheFolder.of("graphs")).of(files, rewrite, made -> {
            try (TextModel export = text(files, Graph.export(files), Placement.cpu(settings));
                    TextModel model = text(files, made, placement)) {
                SameVectors.require(export, model, rewrite.floor());
            }
        });
    }

    /** Verified against the graph for one text; null if it cannot be had, and then texts are encoded one by one. */
    private static @Nullable Graph inTurns(ModelFiles files, Graph one) {
        try {
            return new RewrittenGraphs(CacheFolder.of("graphs")).of(files, Rewrite.IN_TURNS, made -> {
                Placement together = Placement.together();
                try (TextModel alone = text(files, one, together);
                        TextModel grouped = text(files, one, made, together)) {
                    SameVectors.require(alone, grouped, Rewrite.IN_TURNS.floor());
                }
            });
        } catch (IOException | UnknownGraphException | EncoderException e) {
            LOG.info("space {} encodes one text at a time: {}", files.space().name(), e.getMessage());
            return null;
        }
    }

    private static ContentModel sound(ContentModel model) {
        try {
            requireSound(model);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        LOG.info(
                "space {} with fingerprint {} on {}",
                model.space().name(),
                model.space().fingerprint().short8(),
                model.producer());
        return model;
    }

    private static void requireSound(ContentModel model) {
        FloatVector vector = model.encodeContents(List.of(model.probe())).get(0).vector();
        if (!vector.isFinite() || vector.norm() == 0) {
            throw new EncoderException(
                    "space " + model.space().name() + ": the model answers a probe with norm " + vector.norm(), null);
        }
    }
}
