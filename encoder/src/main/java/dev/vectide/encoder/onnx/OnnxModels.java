package dev.vectide.encoder.onnx;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.ContentModel;
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

    static ContentModel load(VectideConfig config, ModelFiles files) {
        Devices.choose(config.encoder(), files.space());
        Model session = session(files);
        try {
            int callers = callers(config.encoder());
            ContentModel model = files.space().image() == null
                    ? new OnnxTextModel(files, session, config.encoder().batchTokens(), callers)
                    : new OnnxImageModel(files.space(), session, callers);
            requireSound(model);
            LOG.info("space {} with fingerprint {} on {}", files.space().name(), files.space().fingerprint().short8(), model.producer());
            return model;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Producer stamp of what is loaded here. */
    static String stamp() {
        return "onnxruntime-" + OrtEnvironment.getEnvironment().getVersion() + "/cpu/export";
    }

    private static Model session(ModelFiles files) {
        Model model = Model.newInstance(files.space().name(), Device.cpu(), "OnnxRuntime");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            model.load(new ByteArrayInputStream(files.model()), Map.of("sessionOptions", options));
            return model;
        } catch (IOException | MalformedModelException | OrtException e) {
            model.close();
            throw new EncoderException(
                    "space " + files.space().name() + ": the model cannot be loaded: " + e.getMessage(), e);
        }
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
