package dev.vectide.encoder.onnx;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.graph.UnknownGraphException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the models of spaces and checks each against its contract: inputs by name, the output by encoding a probe. */
public final class OnnxModels {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxModels.class);

    private OnnxModels() {}

    /**
     * @param space its name
     * @throws IllegalArgumentException if there is no such space
     * @throws EncoderException if its model cannot be had or is not what its contract says
     */
    public static ContentModel load(VectideConfig config, String space) {
        // The engine first: it owns the environment that the options belong to.
        NativeLibraries.start();
        return load(config, new ModelCatalogue(config.spaces()).load(space));
    }

    /** The ONNX graph that a space of texts runs here, for those who measure how near to its limit the stage is. */
    public static byte[] graph(VectideConfig config, String space) {
        NativeLibraries.start();
        return graph(config, new ModelCatalogue(config.spaces()).load(space)).bytes();
    }

    static ContentModel load(VectideConfig config, ModelFiles files) {
        Devices.requireCpu(config.encoder().device());
        if (files.space().image() != null) {
            Model session = session(files.space(), files.model());
            return sound(new OnnxImageModel(files.space(), session, callers(config.encoder())));
        }
        return sound(text(config, files, graph(config, files)));
    }

    static TextModel text(VectideConfig config, ModelFiles files, Graph graph) {
        Model session = session(files.space(), graph.bytes());
        try {
            return new OnnxTextModel(
                    files, graph, session, config.encoder().batchTokens(), callers(config.encoder()));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** The fused graph where it is wanted and can be had, else the export. */
    private static Graph graph(VectideConfig config, ModelFiles files) {
        VectideConfig.Graph wanted = config.encoder().graph();
        if (wanted == VectideConfig.Graph.EXPORT || files.space().precision() == Precision.INT8) {
            return Graph.export(files);
        }
        try {
            return new FusedGraphs(CacheFolder.of("graphs")).of(files, false, fused -> verify(config, files, fused));
        } catch (IOException | UnknownGraphException | EncoderException e) {
            if (wanted == VectideConfig.Graph.FUSED) {
                throw new EncoderException(
                        "space " + files.space().name() + ": no fused graph (" + e.getMessage()
                                + "); set encoder.graph to export or auto", e);
            }
            LOG.info("space {} runs as it was exported, without a fused graph: {}", files.space().name(), e.getMessage());
            return Graph.export(files);
        }
    }

    private static void verify(VectideConfig config, ModelFiles files, Graph fused) {
        try (TextModel export = text(config, files, Graph.export(files));
                TextModel made = text(config, files, fused)) {
            SameVectors.require(export, made, SameVectors.SINGLE);
        }
    }

    /** Producer stamp of what is loaded here. */
    static String stamp(String variant) {
        return "onnxruntime-" + OrtEnvironment.getEnvironment().getVersion() + "/cpu/" + variant;
    }

    private static Model session(Space space, byte[] graph) {
        Model model = Model.newInstance(space.name(), Device.cpu(), "OnnxRuntime");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            model.load(new ByteArrayInputStream(graph), Map.of("sessionOptions", options));
            return model;
        } catch (IOException | MalformedModelException | OrtException e) {
            model.close();
            throw new EncoderException("space " + space.name() + ": the model cannot be loaded: " + e.getMessage(), e);
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

    /** Two on two processors: each has a core, and the session is shared. */
    private static int callers(VectideConfig.Encoder settings) {
        return settings.callers() > 0
                ? settings.callers()
                : Math.max(1, Runtime.getRuntime().availableProcessors());
    }
}
