package dev.vectide.encoder.onnx;

import ai.djl.engine.Engine;
import dev.vectide.core.encoder.EncoderException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Starts ONNX Runtime, and keeps DJL from looking for anything on the network: its libraries are in its jars. */
final class NativeLibraries {
    /**
     * ONNX Runtime's environment matches a regular expression against the process's command line, with a recursion for
     * every character: a class path of a few thousand of them overflows an ordinary stack, and the process is gone. Memory
     * is taken only as far as it gets.
     */
    private static final long STACK = 256L << 20;

    private NativeLibraries() {}

    /** The engine, once its environment stands. */
    static Engine start() {
        prepare();
        FutureTask<Engine> start = new FutureTask<>(() -> Engine.getEngine("OnnxRuntime"));
        new Thread(null, start, "onnxruntime-start", STACK).start();
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw new EncoderException("ONNX Runtime does not start: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("interrupted while ONNX Runtime started", e);
        }
    }

    private static void prepare() {
        setUnlessSet("ai.djl.offline", "true");
        // A CUDA machine would otherwise make the tokenizer fetch a CUDA build of itself.
        setUnlessSet("RUST_FLAVOR", "cpu");
        setUnlessSet("ai.djl.onnx.disable_alternative", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null && System.getenv(name) == null) {
            System.setProperty(name, value);
        }
    }
}
