package dev.vectide.encoder.onnx;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.Space;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A graph on its device, as often as its placement has it. Closed when nobody calls it any more.
 *
 * <p>Safe for concurrent use.
 */
final class Sessions implements AutoCloseable {
    private final List<Model> models = new ArrayList<>();
    private final Placement placement;
    private final String variant;
    private final AtomicInteger next = new AtomicInteger();

    private Sessions(Placement placement, String variant) {
        this.placement = placement;
        this.variant = variant;
    }

    /** @throws EncoderException if the graph cannot be loaded */
    static Sessions open(Space space, Graph graph, Placement placement) {
        Sessions sessions = new Sessions(placement, graph.variant());
        try {
            for (int i = 0; i < placement.sessions(); i++) {
                sessions.models.add(load(space, graph, placement));
            }
            return sessions;
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    /** Arrays stay with the processor: the runtime copies them to where the session is, which DJL need not know. */
    private static Model load(Space space, Graph graph, Placement placement) {
        Model model = Model.newInstance(space.name(), Device.cpu(), "OnnxRuntime");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            if (placement.device() instanceof dev.vectide.encoder.device.Device.Cuda cuda) {
                CudaProvider.addTo(options, cuda.number(), placement.memory() / placement.sessions());
            }
            Map<String, Object> own = Map.of("sessionOptions", options);
            if (graph.file() != null) {
                model.load(graph.file(), null, own);
            } else {
                model.load(new ByteArrayInputStream(graph.read()), own);
            }
            return model;
        } catch (IOException | MalformedModelException | OrtException e) {
            model.close();
            String cause = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
            throw new EncoderException(
                    "space " + space.name() + ": the model cannot be loaded on " + placement.device() + ": "
                            + e.getMessage() + cause, e);
        }
    }

    List<String> inputs() {
        return models.get(0).describeInput().keys();
    }

    /** Each in turn. */
    Model next() {
        return models.get(Math.floorMod(next.getAndIncrement(), models.size()));
    }

    /** Producer stamp of what is computed here: runtime, device and graph variant. */
    String stamp() {
        return "onnxruntime-" + OrtEnvironment.getEnvironment().getVersion() + "/" + placement.device().stamp() + "/" + variant;
    }

    @Override
    public void close() {
        models.forEach(Model::close);
    }
}
